import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Descriptions, Segmented, Skeleton, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { quantityText, toMilli, toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { BreakBulkForm } from './BreakBulkForm';
import type { Movement } from './calls';

type Policy = 'store' | 'allow' | 'refuse';

const policyOf = (allowNegative: boolean | null): Policy => (allowNegative === null ? 'store' : allowNegative ? 'allow' : 'refuse');
const valueOf: Readonly<Record<Policy, boolean | null>> = { store: null, allow: true, refuse: false };

/** One product's stock: how much, what moved it, and whether it may fall below nothing. */
export function StockDrawer({ productId, title, onClose }: { readonly productId: number; readonly title: string; readonly onClose: () => void }) {
  const { t } = useTranslation('inventory');
  const { storeId, timeZone } = useStore();
  const { message } = App.useApp();
  const mayDo = useMay();
  const timeText = useTimeText(timeZone);
  const queries = useQueryClient();
  const stock = useQuery({ queryKey: ['stock-of', storeId, productId], queryFn: () => api.showStock(storeId, productId) });
  const movements = useMore(['movements', storeId, productId], (after) => api.listStockMovements(storeId, productId, after === undefined ? undefined : Number(after), undefined));
  const changing = useMutation({
    mutationFn: (policy: Policy) => api.changeStockPolicy(storeId, productId, { allowNegative: valueOf[policy] }),
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: ['stock-of', storeId, productId] }), queries.invalidateQueries({ queryKey: ['stock', storeId] })]),
    onError: (error) => message.error(problemText(error)),
  });
  const columns: Column<Movement>[] = [
    { key: 'time', title: t('time'), phone: 'detail', render: (movement) => timeText(movement.occurredAt) },
    { key: 'kind', title: t('kind'), phone: 'title', render: (movement) => <>{t(`kinds.${movement.kind as 'Sale'}`)} {movement.reason && <Tag>{movement.reason}</Tag>}</> },
    { key: 'quantity', title: t('moved'), align: 'right', phone: 'aside', render: (movement) => <span className={movement.quantity < 0 ? 'amount negative' : 'amount'}>{movement.quantity > 0 && '+'}{quantityText(toMilli(movement.quantity))}</span> },
    { key: 'value', title: t('movedValue'), align: 'right', render: (movement) => <Amount minor={toMinor(movement.value)} /> },
    { key: 'document', title: t('document'), phone: 'none', render: (movement) => movement.documentId },
  ];
  return (
    <Drawer open size={720} title={title} onClose={onClose}>
      {stock.error ? <ProblemAlert error={stock.error} retry={() => void stock.refetch()} /> : !stock.data ? <Skeleton active /> : (
        <Descriptions column={{ xs: 1, sm: 2 }} size="small" style={{ marginBottom: 16 }} items={[
          { key: 'code', label: t('code'), children: stock.data.code },
          { key: 'quantity', label: t('quantity'), children: `${quantityText(toMilli(stock.data.quantity))} ${stock.data.unit}` },
          { key: 'cost', label: t('averageCost'), children: <Amount minor={stock.data.averageCost === null ? null : toMinor(stock.data.averageCost)} /> },
          { key: 'value', label: t('value'), children: <Amount minor={toMinor(stock.data.value)} /> },
          {
            key: 'policy', label: t('policy.title'), span: 'filled', children: (
              <Segmented<Policy> disabled={!mayDo('inventory.adjust') || changing.isPending} value={policyOf(stock.data.allowNegative)} onChange={(policy) => changing.mutate(policy)}
                options={(['store', 'allow', 'refuse'] as const).map((policy) => ({ value: policy, label: t(`policy.${policy}`) }))} />
            ),
          },
        ]} />
      )}
      <BreakBulkForm productId={productId} />
      <h3 style={{ fontSize: 15, margin: '0 0 8px' }}>{t('movements')}</h3>
      <DataList columns={columns} list={movements} rowKey={(movement) => movement.movementId} empty={t('noMovements')} />
    </Drawer>
  );
}
