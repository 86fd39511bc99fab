import { Button, Input, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '../shell/MoneyInput';
import { fromMinor, toMinor } from '../shell/money';
import type { Discount } from './calls';

interface Props { readonly value: Discount | null; readonly onChange: (discount: Discount | null) => void; readonly onEnter: () => void }

const percents = [5, 10, 20, 30, 50];

/** A discount by hand: a percentage or an amount, and why. */
export function DiscountFields({ value, onChange, onEnter }: Props) {
  const { t } = useTranslation('checkout');
  const [kind, setKind] = useState<'percent' | 'amount'>(value?.amount ? 'amount' : 'percent');
  const reason = value?.reason ?? '';
  const set = (change: Partial<Discount>) => onChange({ percent: null, amount: null, reason, ...change });
  return (
    <>
      <Segmented block size="large" value={kind} options={[{ value: 'percent', label: t('terms.percent') }, { value: 'amount', label: t('terms.amount') }]} onChange={(next: 'percent' | 'amount') => {
        setKind(next);
        onChange(null);
      }} />
      <div style={{ marginTop: 12 }}>
        {kind === 'percent' ? (
          <>
            <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginBottom: 8 }}>
              {percents.map((percent) => <Button key={percent} type={value?.percent === percent ? 'primary' : 'default'} onClick={() => set({ percent })}>{percent} %</Button>)}
            </div>
            <InputNumber<number> autoFocus controls={false} size="large" style={{ width: '100%' }} min={0.01} max={100} precision={2} suffix="%" value={value?.percent ?? null} aria-label={t('terms.percent')} onPressEnter={onEnter} onChange={(percent) => (percent === null ? onChange(null) : set({ percent }))} />
          </>
        ) : <MoneyInput autoFocus size="large" value={value?.amount ? toMinor(value.amount) : null} aria-label={t('terms.amount')} onPressEnter={onEnter} onChange={(amount) => (amount ? set({ amount: fromMinor(amount) }) : onChange(null))} />}
      </div>
      <label htmlFor="discount-reason" style={{ display: 'block', margin: '12px 0 4px' }}>{t('terms.reason')}</label>
      <Input id="discount-reason" size="large" maxLength={200} disabled={value === null} value={reason} onChange={(event) => value && onChange({ ...value, reason: event.target.value })} onPressEnter={onEnter} />
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginTop: 8 }}>
        {(['damaged', 'regular', 'goodwill'] as const).map((name) => <Button key={name} disabled={value === null} onClick={() => value && onChange({ ...value, reason: t(`terms.reasons.${name}`) })}>{t(`terms.reasons.${name}`)}</Button>)}
      </div>
      {value && <Button type="link" style={{ padding: 0, marginTop: 8 }} onClick={() => onChange(null)}>{t('terms.noDiscount')}</Button>}
    </>
  );
}
