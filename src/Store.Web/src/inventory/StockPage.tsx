import { Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { quantityText, toMilli, toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { AdjustDrawer } from './AdjustDrawer';
import { ReceiveDrawer } from './ReceiveDrawer';
import { StockDrawer } from './StockDrawer';
import type { Stock } from './calls';

/** What the store has of everything, and what it is worth. */
export default function StockPage() {
  const { t } = useTranslation(['inventory', 'shell']);
  const { storeId } = useStore();
  const mayDo = useMay();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const [opened, setOpened] = useState<Stock | null>(null);
  const [form, setForm] = useState<'receive' | 'adjust' | null>(null);
  const stock = useMore(['stock', storeId, asked], (after) => api.listStock(storeId, asked === '' ? undefined : asked, after === undefined ? undefined : Number(after), undefined));
  const columns: Column<Stock>[] = [
    { key: 'code', title: t('code'), render: (row) => row.code },
    { key: 'name', title: t('product'), phone: 'title', render: (row) => row.name },
    { key: 'quantity', title: t('quantity'), align: 'right', phone: 'aside', render: (row) => <span className={row.quantity < 0 ? 'amount negative' : 'amount'}>{quantityText(toMilli(row.quantity))} {row.unit}</span> },
    { key: 'cost', title: t('averageCost'), align: 'right', render: (row) => <Amount minor={row.averageCost === null ? null : toMinor(row.averageCost)} /> },
    { key: 'value', title: t('value'), align: 'right', render: (row) => <Amount minor={toMinor(row.value)} /> },
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('shell:pages.stock')}</h1>
        {mayDo('inventory.adjust') && <Button onClick={() => setForm('adjust')}>{t('adjust.title')}</Button>}
        {mayDo('inventory.receive') && <Button type="primary" onClick={() => setForm('receive')}>{t('receive.title')}</Button>}
      </div>
      <div className="tools"><Input.Search allowClear placeholder={t('search')} value={text} onChange={(event) => setText(event.target.value)} style={{ maxWidth: 320 }} /></div>
      <DataList columns={columns} list={stock} rowKey={(row) => row.productId} onOpen={setOpened} empty={t('none')} />
      {opened && <StockDrawer productId={opened.productId} title={opened.name} onClose={() => setOpened(null)} />}
      {form === 'receive' && <ReceiveDrawer onClose={() => setForm(null)} />}
      {form === 'adjust' && <AdjustDrawer onClose={() => setForm(null)} />}
    </div>
  );
}
