import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetMemberValuePass, ListValueEntriesItem } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useMay, useSession } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useStoreNames } from '../shell/useNames';
import { useSave } from '../shell/useSave';
import './loyalty.css';
import { ValuePayOut } from './ValuePayOut';
import { ValuePinForm } from './ValuePinForm';

/** A member's stored value, passes and their history. */
export function MemberValuePanel({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation('loyalty');
  const timeText = useTimeText();
  const value = useQuery({ queryKey: ['member-value', memberId], queryFn: () => api.getMemberValue(memberId) });
  const mayDo = useMay();
  const { store } = useSession();
  const may = mayDo('loyalty.use-value');
  const known = value.data;
  if (value.error) return <ProblemAlert error={value.error} retry={() => void value.refetch()} />;
  if (!known) return <Skeleton active />;
  return (
    <>
      <Descriptions bordered size="small" column={1} style={{ marginBottom: 20 }} items={[
        { key: 'principal', label: t('value.principal'), children: <Amount minor={toMinor(known.principal)} /> },
        { key: 'bonus', label: t('value.bonus'), children: <Amount minor={toMinor(known.bonus)} /> },
        ...(known.held > 0 ? [{ key: 'held', label: t('value.held'), children: <Amount minor={toMinor(known.held)} /> }] : []),
        ...(known.bonusToCome > 0 ? [{ key: 'toCome', label: t('value.owed.bonusToCome'), children: <><Amount minor={toMinor(known.bonusToCome)} />{known.nextInstalmentAt && <> · <span className="loyalty-whole">{t('value.nextInstalment', { at: timeText(known.nextInstalmentAt) })}</span></>}</> }] : []),
      ]} />
      {known.passes.length > 0 && <div style={{ marginBottom: 20 }}>{known.passes.map((pass) => <PassRow key={pass.passId} pass={pass} memberId={memberId} />)}</div>}
      <Entries memberId={memberId} />
      {may && <ValuePinForm memberId={memberId} hasPin={known.hasPin} />}
      {store && mayDo('loyalty.pay-out-value') && <ValuePayOut memberId={memberId} value={known} />}
    </>
  );
}

function PassRow({ pass, memberId }: { readonly pass: GetMemberValuePass; readonly memberId: number }) {
  const { t } = useTranslation(['loyalty', 'checkout']);
  const { store } = useSession();
  const may = useMay()('loyalty.use-value');
  const timeText = useTimeText();
  const [visit, setVisit] = useState<number | null>(null);
  const storeId = store?.storeId ?? 0;
  const using = useSave(() => api.usePass(storeId, pass.passId, { uses: 1 }), [['member-value', memberId]], ({ entryId }) => setVisit(entryId));
  const undoing = useSave((entryId: number) => api.undoPassUse(storeId, pass.passId, entryId), [['member-value', memberId]], () => setVisit(null));
  const error = using.error ?? undoing.error;
  const about = [pass.goodsName, pass.expiresAt && t('passes.until', { at: timeText(pass.expiresAt) })].filter(Boolean).join(' · ');
  return (
    <>
      <div className="loyalty-row">
        <span><strong>{pass.name}</strong>{about !== '' && <small>{about}</small>}</span>
        <Tag color={pass.usable ? 'green' : ''}>{t('passes.left', { left: pass.usesLeft, uses: pass.uses })}</Tag>
        {may && pass.usable && store && <Button size="small" loading={using.isPending} onClick={() => using.mutate(undefined)}>{t('passes.use')}</Button>}
        {visit !== null && <Button size="small" type="link" loading={undoing.isPending} onClick={() => undoing.mutate(visit)}>{t('checkout:member.undoVisit')}</Button>}
      </div>
      {error && <Alert type="error" showIcon title={problemText(error)} style={{ marginTop: 8 }} />}
    </>
  );
}

function Entries({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation('loyalty');
  const timeText = useTimeText();
  const storeNames = useStoreNames();
  const entries = useMore(['member-value', memberId, 'entries'], (after) => api.listValueEntries(memberId, after === undefined ? undefined : Number(after), undefined));
  const columns: Column<ListValueEntriesItem>[] = [
    { key: 'kind', title: t('value.what'), phone: 'title', render: (entry) => <>{t(`value.kinds.${entry.kind as 'Spent'}`)}{entry.reason !== null && <small className="loyalty-reason">{entry.reason}</small>}</> },
    { key: 'principal', title: t('value.principal'), align: 'right', phone: 'aside', render: (entry) => <Amount minor={toMinor(entry.principal)} /> },
    { key: 'bonus', title: t('value.bonus'), align: 'right', render: (entry) => <Amount minor={toMinor(entry.bonus)} /> },
    { key: 'where', title: t('value.where'), render: (entry) => storeNames([entry.storeId]) },
    { key: 'at', title: t('value.at'), render: (entry) => timeText(entry.occurredAt) },
  ];
  return <DataList columns={columns} list={entries} rowKey={(entry) => entry.entryId} empty={t('value.none')} />;
}
