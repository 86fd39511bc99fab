import { Button, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { MoneyInput } from '../shell/MoneyInput';
import { type Minor, fromMinor, moneyText } from '../shell/money';
import { useStore } from '../shell/session';
import type { CountBody } from './calls';
import { type Pieces, denominationsOf, sumOf } from './denominations';

export interface CountInput { readonly counted: Minor | null; readonly pieces: Pieces }

export const emptyCount: CountInput = { counted: null, pieces: {} };

/** What the server takes for a count. */
export const countBody = (currency: string, { counted, pieces }: CountInput): CountBody => ({
  counts: [{
    currency, counted: fromMinor(counted ?? 0),
    pieces: Object.entries(pieces).filter(([, count]) => count > 0).map(([denomination, count]) => ({ denomination: fromMinor(Number(denomination)), pieces: count })),
  }],
});

interface Props { readonly value: CountInput; readonly onChange: (count: CountInput) => void; readonly onEnter: () => void }

/** The cash in the drawer: as one sum, or by notes and coins, which make up the sum. The fields begin empty. */
export function CountForm({ value, onChange, onEnter }: Props) {
  const { t } = useTranslation('checkout');
  const { currency } = useStore();
  const [byPieces, setByPieces] = useState(false);
  const setPieces = (denomination: Minor, count: number | null) => {
    const pieces = { ...value.pieces, [denomination]: count ?? 0 };
    onChange({ pieces, counted: sumOf(pieces) });
  };
  const change = () => {
    setByPieces(!byPieces);
    onChange(emptyCount);
  };
  return (
    <Form layout="vertical" size="large">
      {byPieces ? (
        <>
          <div className="count-pieces">
            {denominationsOf(currency).map((denomination, index) => (
              <label key={denomination}>
                <span className="amount">{moneyText(denomination)}</span>
                <InputNumber min={0} max={1_000_000} precision={0} controls={false} autoFocus={index === 0} inputMode="numeric" value={value.pieces[denomination] ?? null} onChange={(count) => setPieces(denomination, count)} onPressEnter={onEnter} aria-label={t('shift.piecesOf', { denomination: moneyText(denomination) })} />
              </label>
            ))}
          </div>
          <div className="pay-figures" style={{ margin: '12px 0' }}><div><span>{t('shift.countedCash')}</span><span className="figure"><Amount minor={value.counted ?? 0} /></span></div></div>
        </>
      ) : (
        <Form.Item label={t('shift.countedCash')} extra={t('shift.countedHint')}>
          <MoneyInput value={value.counted} onChange={(counted) => onChange({ counted, pieces: {} })} autoFocus onPressEnter={onEnter} aria-label={t('shift.countedCash')} />
        </Form.Item>
      )}
      <Button type="link" style={{ padding: 0 }} onClick={change}>{t(byPieces ? 'shift.bySum' : 'shift.byPieces')}</Button>
    </Form>
  );
}
