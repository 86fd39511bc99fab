import { InboxOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Descriptions, Progress, Upload } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, send } from '../api';
import type { StartImportResult } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import type { Rejection } from './calls';

// A large file over a slow line takes a while to arrive.
const uploadWithin = 15 * 60_000;

/** The generated client sends a form without the boundary that the browser writes; so the form goes out as the browser makes it. */
async function upload(file: File): Promise<StartImportResult> {
  const body = new FormData();
  body.append('file', file);
  const answer = await send('/api/catalog/imports', { method: 'POST', body, signal: AbortSignal.timeout(uploadWithin) });
  return await answer.json() as StartImportResult;
}

/** Brings in goods from a CSV file, shows how it gets on, and the rows that were not taken. */
export function ImportDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('catalog');
  const queries = useQueryClient();
  const [importId, setImportId] = useState<number | null>(null);
  const uploading = useMutation({
    mutationFn: upload,
    onSuccess: (started) => setImportId(started.importId),
  });
  const progress = useQuery({
    queryKey: ['import', importId], queryFn: () => api.getImport(importId ?? 0), enabled: importId !== null,
    refetchInterval: (query) => (query.state.data && query.state.data.state !== 'Running' ? false : 1000),
  });
  const ended = progress.data !== undefined && progress.data.state !== 'Running';
  useEffect(() => {
    if (ended) void queries.invalidateQueries({ queryKey: ['goods'] });
  }, [ended, queries]);

  return (
    <Drawer open size={720} title={t('import.title')} onClose={onClose}>
      <Upload.Dragger style={{ height: 'auto' }} accept=".csv,.xlsx,text/csv" maxCount={1} showUploadList={false} disabled={uploading.isPending || (importId !== null && !ended)} beforeUpload={(file) => {
        uploading.mutate(file);
        return false;
      }}>
        <p className="ant-upload-drag-icon"><InboxOutlined /></p>
        <p className="ant-upload-text">{uploading.isPending ? t('import.uploading') : t('import.drop')}</p>
        <p className="ant-upload-hint">{t('import.hint')}</p>
      </Upload.Dragger>
      {uploading.error && <Alert type="error" showIcon title={problemText(uploading.error)} style={{ marginTop: 12 }} />}
      {progress.error && <ProblemAlert error={progress.error} retry={() => void progress.refetch()} />}
      {progress.data && (
        <div style={{ marginTop: 16 }}>
          <Progress percent={ended ? 100 : 99} status={!ended ? 'active' : progress.data.state === 'Done' ? 'success' : 'exception'} showInfo={false} />
          <Descriptions size="small" column={{ xs: 2, sm: 3 }} items={[
            { key: 'state', label: t('import.state'), children: t(`import.states.${progress.data.state as 'Done'}`) },
            { key: 'read', label: t('import.rowsRead'), children: progress.data.rowsRead },
            { key: 'created', label: t('import.created'), children: progress.data.created },
            { key: 'updated', label: t('import.updated'), children: progress.data.updated },
            { key: 'unchanged', label: t('import.unchanged'), children: progress.data.unchanged },
            { key: 'rejected', label: t('import.rejected'), children: progress.data.rejected },
          ]} />
          {progress.data.error && <Alert type="error" showIcon title={progress.data.error} style={{ marginTop: 12 }} />}
          {ended && progress.data.rejected > 0 && importId !== null && <Rejections importId={importId} />}
        </div>
      )}
    </Drawer>
  );
}

function Rejections({ importId }: { readonly importId: number }) {
  const { t } = useTranslation('catalog');
  const rejections = useMore(['rejections', importId], (after) => api.listImportRejections(importId, after === undefined ? undefined : Number(after), undefined));
  const columns: Column<Rejection>[] = [
    { key: 'row', title: t('import.row'), phone: 'aside', render: (rejection) => rejection.row },
    { key: 'reason', title: t('import.reason'), phone: 'title', render: (rejection) => <span style={{ whiteSpace: 'normal' }}>{rejection.reason}</span> },
    { key: 'text', title: t('import.text'), render: (rejection) => <code style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{rejection.text}</code> },
  ];
  return <><h3 style={{ fontSize: 15 }}>{t('import.rejections')}</h3><DataList columns={columns} list={rejections} rowKey={(rejection) => rejection.row} /></>;
}
