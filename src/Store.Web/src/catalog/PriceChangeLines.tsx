import { UploadOutlined, WarningOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Tag, Tooltip, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, send } from '../api';
import type { ImportPriceChangeLinesResult } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useMay, useSession } from '../shell/session';
import type { PriceChangeDetail, PriceChangeLineItem } from './calls';

const minorOf = (amount: number | null) => (amount === null ? null : toMinor(amount));

/** The generated client would send a file as JSON. */
async function upload(changeId: number, file: File): Promise<ImportPriceChangeLinesResult> {
  const answer = await send(`/api/catalog/price-changes/${changeId}/lines/import`, { method: 'POST', body: file, headers: { 'Content-Type': 'text/csv' } });
  return await answer.json() as ImportPriceChangeLinesResult;
}

/** The lines of a document: old price, new price, margin, and a warning where it goes below the floor. */
export function PriceChangeLines({ change }: { readonly change: PriceChangeDetail }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const { stores } = useSession();
  const mayDo = useMay();
  const queries = useQueryClient();
  const lines = useMore(['price-change-lines', change.changeId], (after) => api.listPriceChangeLines(change.changeId, after === undefined ? undefined : Number(after), undefined));
  const importing = useMutation({
    mutationFn: (file: File) => upload(change.changeId, file),
    onSuccess: () => Promise.all([['price-change', change.changeId], ['price-change-lines', change.changeId], ['price-changes']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const columns: Column<PriceChangeLineItem>[] = [
    { key: 'name', title: t('name'), phone: 'title', render: (line) => <>{line.name} <small style={{ color: '#76828a' }}>{line.code}</small>{line.styleId !== null && <> <Tag>{t('styles.ofStyle')}</Tag></>}</> },
    ...(change.storeIds.length > 1 ? [{ key: 'store', title: t('prices.where'), render: (line: PriceChangeLineItem) => (line.storeId === 0 ? t('shell:all') : stores.find((each) => each.storeId === line.storeId)?.name) }] : []),
    { key: 'old', title: t('changes.old'), align: 'right', render: (line) => <Amount minor={minorOf(line.oldPrice)} /> },
    ...(change.listId !== 0 ? [{ key: 'retail', title: t('price'), align: 'right' as const, render: (line: PriceChangeLineItem) => <Amount minor={minorOf(line.retailPrice)} /> }] : []),
    { key: 'new', title: t('prices.new'), align: 'right', phone: 'aside', render: (line) => (line.newPrice === null ? <Tag>{t('changes.ends')}</Tag> : <strong><Amount minor={toMinor(line.newPrice)} /><small>/{line.unit}</small></strong>) },
    { key: 'change', title: t('changes.difference'), align: 'right', render: (line) => difference(line) },
    { key: 'margin', title: t('changes.margin'), align: 'right', render: (line) => (line.margin === null ? '–' : <span className={line.margin < 0 ? 'negative' : ''}>{line.margin} %</span>) },
    { key: 'warning', title: '', render: (line) => <>{line.behindOwn && <Tooltip title={t('changes.behindOwn')}><Tag>{t('styles.ownPrice')}</Tag></Tooltip>}{line.belowFloor && <Tooltip title={t('changes.belowFloor')}><Tag icon={<WarningOutlined />} color="error"><Amount minor={minorOf(line.floor)} /></Tag></Tooltip>}</> },
  ];
  return (
    <>
      {mayDo('catalog.change-price') && change.state === 'Draft' && (
        <div className="tools">
          <Upload accept=".csv,text/csv" maxCount={1} showUploadList={false} beforeUpload={(file) => {
            importing.mutate(file);
            return false;
          }}><Button icon={<UploadOutlined />} loading={importing.isPending}>{t('changes.import')}</Button></Upload>
          <small style={{ color: '#76828a' }}>{t('changes.importHint')}</small>
        </div>
      )}
      {importing.error && <Alert type="error" showIcon title={problemText(importing.error)} style={{ marginBottom: 12 }} />}
      {importing.data && (
        <Alert type={importing.data.rejected > 0 ? 'warning' : 'success'} showIcon style={{ marginBottom: 12 }} title={t('changes.imported', { taken: importing.data.taken, rejected: importing.data.rejected })}
          description={importing.data.rejections.length > 0 && <ul style={{ margin: 0, paddingInlineStart: 18 }}>{importing.data.rejections.map((row) => <li key={row.row}>{row.row}: {row.reason}</li>)}</ul>} />
      )}
      <DataList columns={columns} list={lines} rowKey={(line) => line.lineId} empty={t('changes.noLines')} />
    </>
  );
}

function difference(line: PriceChangeLineItem) {
  if (line.newPrice === null || line.oldPrice === null || line.oldPrice === 0) return '–';
  const percent = Math.round((line.newPrice / line.oldPrice - 1) * 1000) / 10;
  return <span className={percent < 0 ? 'negative' : ''}>{percent > 0 ? '+' : ''}{percent} %</span>;
}
