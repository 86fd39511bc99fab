import { InboxOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Descriptions, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { send } from '../api';
import type { MemberImport } from '../api/client';
import { DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';

// A large file over a slow line takes a while to arrive, and to be brought in.
const uploadWithin = 15 * 60_000;

/** The generated client sends files as forms; this one goes out as it is. */
async function upload(file: File): Promise<MemberImport> {
  const answer = await send('/api/members/members/import', { method: 'POST', body: file, headers: { 'Content-Type': 'application/octet-stream' }, signal: AbortSignal.timeout(uploadWithin) });
  return await answer.json() as MemberImport;
}

/** Brings in members from a CSV or XLSX file, and shows the rows that were not taken. */
export function ImportMembersDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('members');
  const queries = useQueryClient();
  const importing = useMutation({ mutationFn: upload, onSuccess: () => queries.invalidateQueries({ queryKey: ['members'] }) });
  const told = importing.data;
  return (
    <Drawer open size={640} title={t('import.title')} onClose={onClose}>
      <Upload.Dragger style={{ height: 'auto' }} accept=".csv,.xlsx,text/csv" maxCount={1} showUploadList={false} disabled={importing.isPending} beforeUpload={(file) => {
        importing.mutate(file);
        return false;
      }}>
        <p className="ant-upload-drag-icon"><InboxOutlined /></p>
        <p className="ant-upload-text">{importing.isPending ? t('import.running') : t('import.drop')}</p>
        <p className="ant-upload-hint">{t('import.hint')}</p>
      </Upload.Dragger>
      {importing.error && <Alert type="error" showIcon title={problemText(importing.error)} style={{ marginTop: 12 }} />}
      {told?.error && <Alert type="error" showIcon title={told.error} style={{ marginTop: 12 }} />}
      {told && (
        <div style={{ marginTop: 16 }}>
          <Descriptions size="small" column={{ xs: 2, sm: 3 }} items={[
            { key: 'read', label: t('import.read'), children: told.counts.rowsRead },
            { key: 'created', label: t('import.created'), children: told.counts.created },
            { key: 'updated', label: t('import.updated'), children: told.counts.updated },
            { key: 'unchanged', label: t('import.unchanged'), children: told.counts.unchanged },
            { key: 'rejected', label: t('import.rejected'), children: told.counts.rejected },
          ]} />
          {told.counts.rejected > told.rejections.length && <p>{t('import.firstRows', { count: told.rejections.length })}</p>}
          {told.rejections.length > 0 && (
            <DataList rowKey={(row) => row.row} list={{ rows: told.rejections }} columns={[
              { key: 'row', title: t('import.row'), width: 72, phone: 'aside', render: (row) => row.row },
              { key: 'reason', title: t('import.reason'), phone: 'title', render: (row) => row.reason },
            ]} />
          )}
        </div>
      )}
    </Drawer>
  );
}
