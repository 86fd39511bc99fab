import { Alert, Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RateInForce } from '../api/client';
import type { Payment } from '../checkout/payment';
import { Amount } from '../shell/Amount';
import { MoneyInput } from '../shell/MoneyInput';
import { type Minor, fromMinor } from '../shell/money';
import { foreignFor, foreignText, isWhole, worth } from './currencies';

interface Props {
  readonly currencies: readonly RateInForce[];
  /** What is still to be paid, in the store's own currency. */
  readonly due: Minor;
  readonly disabled: boolean;
  readonly onChange: (payment: Payment | null) => void;
  readonly onEnter: () => void;
}

/** Takes notes of another currency: which, how much, at which rate, and what they are worth. */
export function ForeignPay({ currencies, due, disabled, onChange, onEnter }: Props) {
  const { t } = useTranslation('tenders');
  const [code, setCode] = useState(currencies[0]?.currency ?? '');
  const [amount, setAmount] = useState<Minor | null>(null);
  const chosen = currencies.find((each) => each.currency === code) ?? currencies[0];
  if (!chosen) return null;
  const wrong = amount !== null && isWhole(chosen.currency) && amount % 100 !== 0;
  const set = (currency: RateInForce, sum: Minor | null) => {
    setCode(currency.currency);
    setAmount(sum);
    const fits = sum !== null && sum > 0 && !(isWhole(currency.currency) && sum % 100 !== 0);
    onChange(fits ? { tender: 'ForeignCash', amount: worth(sum, currency.rate), reference: null, foreign: { currency: currency.currency, amount: fromMinor(sum), rate: currency.rate } } : null);
  };
  const enough = due > 0 ? foreignFor(due, chosen.currency, chosen.rate) : 0;
  return (
    <>
      <div style={{ margin: '10px 0' }}>
        <Segmented block size="large" disabled={disabled} value={chosen.currency} aria-label={t('currencies.currency')} options={currencies.map((each) => each.currency)}
          onChange={(value) => set(currencies.find((each) => each.currency === value) ?? chosen, null)} />
      </div>
      {enough > 0 && <div className="pay-sums"><Button disabled={disabled} onClick={() => set(chosen, enough)}>{foreignText(enough, chosen.currency)}</Button></div>}
      <label style={{ display: 'block', margin: '10px 0 4px' }}>{t('currencies.handed', { currency: chosen.currency })}</label>
      <MoneyInput key={chosen.currency} size="large" autoFocus disabled={disabled} value={amount} onChange={(sum) => set(chosen, sum)} onPressEnter={onEnter} aria-label={t('currencies.handed', { currency: chosen.currency })} />
      <div className="pay-figures" style={{ marginTop: 10 }}>
        <div><span>{t('currencies.rate')}</span><span>1 {chosen.currency} = {chosen.rate}</span></div>
        <div><span>{t('currencies.worth')}</span><span className="figure" data-testid="worth"><Amount minor={amount === null || wrong ? 0 : worth(amount, chosen.rate)} /></span></div>
      </div>
      {wrong ? <Alert type="warning" showIcon style={{ marginTop: 8 }} title={t('currencies.whole', { currency: chosen.currency })} /> : <small style={{ color: '#5b6770' }}>{t('currencies.changeHint')}</small>}
    </>
  );
}
