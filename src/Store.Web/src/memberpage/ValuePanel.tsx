import { useQuery } from '@tanstack/react-query';
import { Skeleton, Statistic, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GetMemberValuePass } from '../api/client';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { MyList, MyRow } from './MyList';
import { ReceiptDrawer } from './ReceiptDrawer';
import { memberApi } from './phone';
import { useMyStores } from './useMyStores';

/** The member's stored value and passes, and what happened to them. */
export function ValuePanel() {
  const { t } = useTranslation(['memberpage', 'loyalty']);
  const stores = useMyStores();
  const [receipt, setReceipt] = useState<number | null>(null);
  const [pass, setPass] = useState<GetMemberValuePass | null>(null);
  const value = useQuery({ queryKey: ['my', 'value'], queryFn: () => memberApi.showMyValue() });
  const entries = useMore(['my', 'value', 'entries'], (after) => memberApi.listMyValue(after === undefined ? undefined : Number(after), 20));
  if (value.error) return <ProblemAlert error={value.error} retry={() => void value.refetch()} />;
  if (!value.data) return <Skeleton active />;
  const { principal, bonus, held, bonusToCome, nextInstalmentAt, passes } = value.data;
  return (
    <>
      <div className="member-figures">
        <Statistic title={t('value.balance')} value={stores.amount(principal + bonus)} />
        {bonus > 0 && <Statistic title={t('value.ofWhichBonus')} value={stores.amount(bonus)} />}
        {held > 0 && <Statistic title={t('loyalty:value.held')} value={stores.amount(held)} />}
        {bonusToCome > 0 && nextInstalmentAt !== null && <Statistic title={t('value.toCome', { day: stores.day(nextInstalmentAt) })} value={stores.amount(bonusToCome)} />}
      </div>
      {passes.length > 0 && (
        <>
          <h3>{t('passes.title')}</h3>
          <div className="panel">
            {passes.map((one) => (
              <MyRow key={one.passId} title={one.name} aside={<Tag color={one.usable ? 'green' : ''}>{t('loyalty:passes.left', { left: one.usesLeft, uses: one.uses })}</Tag>} onOpen={() => setPass(one)}>
                {one.goodsName !== null && <span>{one.goodsName}</span>}
                {one.expiresAt !== null && <span>{t('loyalty:passes.until', { at: stores.day(one.expiresAt) })}</span>}
              </MyRow>
            ))}
          </div>
        </>
      )}
      <h3>{t('value.history')}</h3>
      <MyList list={entries} rowKey={(entry) => entry.entryId} empty={t('loyalty:value.none')} row={({ saleId, ...entry }) => (
        <MyRow
          title={t(`loyalty:value.kinds.${entry.kind as 'Spent'}`)} aside={`${entry.amount > 0 ? '+' : ''}${stores.amount(entry.amount, entry.storeId)}`}
          onOpen={saleId === null ? undefined : () => setReceipt(saleId)}
        >
          <span>{stores.time(entry.occurredAt, entry.storeId)}</span>
          <span>{stores.name(entry.storeId)}</span>
          <span>{t('value.left', { amount: stores.amount(entry.balanceAfter, entry.storeId) })}</span>
          {entry.bonus !== 0 && <span>{t('value.bonus', { amount: stores.amount(entry.bonus, entry.storeId) })}</span>}
        </MyRow>
      )} />
      <ReceiptDrawer saleId={receipt} onClose={() => setReceipt(null)} />
      {pass && <Drawer open placement="bottom" size="75%" title={pass.name} onClose={() => setPass(null)}><Visits passId={pass.passId} /></Drawer>}
    </>
  );
}

/** A pass, visit by visit. */
function Visits({ passId }: { readonly passId: number }) {
  const { t } = useTranslation('memberpage');
  const stores = useMyStores();
  const visits = useMore(['my', 'pass', passId], (after) => memberApi.listMyPassVisits(passId, after === undefined ? undefined : Number(after), 20));
  return (
    <MyList list={visits} rowKey={(visit) => visit.entryId} empty={t('passes.none')} row={(visit) => (
      <MyRow title={t(`passes.kinds.${visit.kind as 'Used'}`)} aside={visit.uses > 0 ? `+${visit.uses}` : visit.uses}>
        <span>{stores.time(visit.occurredAt, visit.storeId)}</span>
        <span>{stores.name(visit.storeId)}</span>
        {visit.undone && <span>{t('passes.undone')}</span>}
      </MyRow>
    )} />
  );
}
