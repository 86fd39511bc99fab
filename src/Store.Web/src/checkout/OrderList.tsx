import { Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListOrdersItem } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { stateColors } from './OrderDetail';

const states = ['Quoted', 'Open', 'Confirmed', 'Ready', 'Completed', 'Cancelled'] as const;

/** Quotations and orders to look through: by state, by the customer's name or number. */
export function OrderList({ onOpen }: { readonly onOpen: (orderId: number) => void }) {
  const { t } = useTranslation('checkout');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const [state, setState] = useState<string | undefined>(undefined);
  const [text, setText] = useState('');
  const list = useMore(['orders', storeId, state, text], (after) => {
    const from = after === undefined ? undefined : Number(after);
    return text === '' ? api.listOrders(storeId, state, from, undefined) : api.searchOrders(storeId, { text, state: state ?? null, after: from ?? null });
  });
  const columns: Column<ListOrdersItem>[] = [
    { key: 'number', title: t('order.number'), phone: 'title', render: (order) => <>{order.number} <Tag color={stateColors[order.state] ?? 'default'}>{t(`order.states.${order.state as 'Open'}`)}</Tag></> },
    { key: 'customer', title: t('order.customer'), render: (order) => <>{order.customerName} {order.customerPhone}</> },
    { key: 'made', title: t('order.made'), render: (order) => timeText(order.createdAt) },
    { key: 'due', title: t('order.dueDate'), render: (order) => order.dueDate ?? order.validUntil ?? '–' },
    { key: 'paid', title: t('order.held'), align: 'right', render: (order) => <Amount minor={toMinor(order.paid)} /> },
    { key: 'total', title: t('pay.total'), align: 'right', phone: 'aside', render: (order) => <Amount minor={toMinor(order.total)} /> },
  ];
  return (
    <>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginBottom: 12 }}>
        <Select allowClear size="large" style={{ minWidth: 160 }} placeholder={t('order.current')} value={state} onChange={setState} aria-label={t('order.state')} options={states.map((each) => ({ value: each, label: t(`order.states.${each}`) }))} />
        <Input.Search allowClear size="large" style={{ flex: 1, minWidth: 200 }} placeholder={t('order.find')} aria-label={t('order.find')} onSearch={setText} />
      </div>
      <DataList columns={columns} list={list} rowKey={(order) => order.orderId} onOpen={(order) => onOpen(order.orderId)} empty={t('order.none')} />
    </>
  );
}
