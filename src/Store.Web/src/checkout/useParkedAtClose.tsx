import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, api, withApprovals } from '../api';
import type { ListParkedSalesItem } from '../api/client';
import type { Approvable } from '../access/approving';
import { Amount } from '../shell/Amount';
import { problemText } from '../shell/ProblemAlert';
import { toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import type { Register } from './calls';
import { useNameOf, useReasons } from './useReasons';

type Choice = 'keep' | 'register' | 'store';

interface ParkedAtClose {
  /** The baskets that wait and what becomes of them; nothing where none do. Where they are not known, all are kept. */
  readonly view: ReactNode;
  /** Voids those that are not kept; each goes on record like any other. */
  readonly settle: (approved: <T>(call: Approvable<T>) => Promise<T>) => Promise<void>;
}

async function allParked(storeId: number): Promise<ListParkedSalesItem[]> {
  const all: ListParkedSalesItem[] = [];
  for (let after: number | undefined; ;) {
    const page = await api.listParkedSales(storeId, after, 100);
    all.push(...page.items);
    if (page.next === null) return all;
    after = Number(page.next);
  }
}

/** Offers, when a shift is closed, to keep the baskets that are parked or to void them: those of this register, or all of the store. Without a register they can only be kept. */
export function useParkedAtClose(register: Register | null): ParkedAtClose {
  const { t } = useTranslation(['checkout', 'shell']);
  const { storeId } = useStore();
  const nameOf = useNameOf();
  const reasons = useReasons('VoidParked');
  const [choice, setChoice] = useState<Choice>('keep');
  const [reason, setReason] = useState<string | null>(null);
  const parked = useQuery({ queryKey: ['parked-at-close', storeId], queryFn: () => allParked(storeId), enabled: useMay()('checkout.sell'), staleTime: 0 });
  const rows = (parked.error ? null : parked.data) ?? [];
  const own = rows.filter((one) => one.registerCode === register?.code);
  const reasonCode = reason ?? reasons[0]?.code ?? 'other';
  const voided = choice === 'store' ? rows : choice === 'register' ? own : [];

  const settle: ParkedAtClose['settle'] = async (approved) => {
    if (!register) return;
    for (const { parkedSaleId } of voided) {
      try {
        await approved((ids) => withApprovals(ids).voidParkedSale(storeId, parkedSaleId, { registerId: register.registerId, reasonCode, note: t('shift.close') }));
      } catch (error) {
        // Another till has been faster.
        if (!(error instanceof Problem) || error.code !== 'parked.gone') {
          await parked.refetch();
          throw error;
        }
      }
    }
  };
  const view = parked.error ? (
    <div className="parked-at-close">
      <Alert type="warning" showIcon title={t('shift.parkedUnknown')} description={problemText(parked.error)} action={<Button loading={parked.isFetching} onClick={() => void parked.refetch()}>{t('shell:retry')}</Button>} />
    </div>
  ) : rows.length > 0 && (
    <div className="parked-at-close">
      <Alert type={voided.length > 0 ? 'warning' : 'info'} showIcon title={voided.length > 0 ? t('shift.parkedVoided', { count: voided.length }) : t('shift.parked', { count: rows.length })} />
      <div className="pay-list">
        {rows.map((one) => (
          <div key={one.parkedSaleId} className={voided.includes(one) ? 'parked-voided' : ''}>
            <span>{one.note && <strong>{one.note} · </strong>}{one.summary}<small>{one.code} · {one.registerCode} · {one.parkedByName}</small></span><Amount minor={toMinor(one.total)} />
          </div>
        ))}
      </div>
      {register && <Segmented<Choice> block size="large" value={choice} onChange={setChoice} options={[
        { value: 'keep', label: t('shift.parkedKeep') },
        ...(own.length > 0 ? [{ value: 'register' as const, label: t('shift.parkedVoidOwn', { count: own.length }) }] : []),
        ...(own.length < rows.length ? [{ value: 'store' as const, label: t('shift.parkedVoidAll', { count: rows.length }) }] : []),
      ]} />}
      {voided.length > 0 && reasons.length > 0 && <Select size="large" style={{ width: '100%' }} value={reasonCode} onChange={setReason} aria-label={t('reasons.reason')} options={reasons.map((one) => ({ value: one.code, label: nameOf(one) }))} />}
    </div>
  );
  return { view, settle };
}
