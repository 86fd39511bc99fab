import { Alert, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { problemText } from '../shell/ProblemAlert';
import { type Minor, toMinor } from '../shell/money';
import { type BalanceTender, giftCardCode, pinFieldId, pointsFor } from './balances';
import type { Balances } from './useBalances';
import { freeValue } from './useFunds';
import { useScanner } from './useScanner';

interface Props {
  readonly tender: BalanceTender;
  readonly balances: Balances;
  /** What is to be paid out of it. */
  readonly amount: Minor | null;
  /** The most that it may be. */
  readonly most: Minor;
  readonly disabled: boolean;
  readonly onCard: () => void;
}

/** What is said about a balance before it pays: how many points there are, the stored value, the card's code. */
export function BalanceFields({ tender, ...rest }: Props) {
  switch (tender) {
    case 'Points': return <PointsFields {...rest} />;
    case 'StoredValue': return <ValueFields {...rest} />;
    case 'GiftCard': return <CardFields {...rest} />;
  }
}

type Fields = Omit<Props, 'tender'>;

function PointsFields({ balances, amount, most }: Fields) {
  const { t } = useTranslation('checkout');
  const { points, program } = balances.funds;
  if (!points || !program) return null;
  const used = amount === null ? 0 : pointsFor(amount, program.payRate);
  return (
    <div className="pay-balance">
      <div><span>{t('balances.points')}</span><span>{t('balances.pointsOf', { count: points.available })} = <Amount minor={toMinor(points.worth)} /></span></div>
      <div><span>{t('balances.most')}</span><span>{t('balances.pointsOf', { count: pointsFor(most, program.payRate) })} = <Amount minor={most} /></span></div>
      <div className="pay-balance-used"><span>{t('balances.used')}</span><span data-testid="points-used">{t('balances.pointsOf', { count: used })}</span></div>
      {points.leftToday !== null && points.leftToday < points.available && <small>{points.leftToday === 0 ? t('balances.noneToday') : t('balances.leftToday', { count: points.leftToday })}</small>}
      {most === 0 && program.minPoints > points.available && <small>{t('balances.minimum', { count: program.minPoints })}</small>}
    </div>
  );
}

function ValueFields({ balances, amount }: Fields) {
  const { t } = useTranslation('checkout');
  const { value } = balances.funds;
  if (!value) return null;
  const free = freeValue(balances.funds);
  return (
    <div className="pay-balance">
      <div><span>{t('balances.value')}</span><Amount minor={free} /></div>
      {value.held > 0 && <small>{t('balances.held')} <Amount minor={toMinor(value.held)} /></small>}
      <div className="pay-balance-used"><span>{t('balances.left')}</span><span data-testid="balance-left"><Amount minor={free - (amount ?? 0)} /></span></div>
    </div>
  );
}

/** The member gives their PIN for so much. */
export function PinField({ balances, disabled, onEnter }: { readonly balances: Balances; readonly disabled: boolean; readonly onEnter: () => void }) {
  const { t } = useTranslation('checkout');
  if (balances.funds.value?.hasPin === false) return <Alert type="warning" showIcon style={{ marginTop: 10 }} title={t('balances.noPin')} />;
  return (
    <>
      <label htmlFor={pinFieldId} style={{ display: 'block', margin: '10px 0 4px' }}>{t('balances.pin')}</label>
      <Input.Password id={pinFieldId} size="large" disabled={disabled} inputMode="numeric" maxLength={8} autoComplete="off" value={balances.pin} onChange={(event) => balances.setPin(event.target.value)} onPressEnter={onEnter} />
    </>
  );
}

function CardFields({ balances, amount, disabled, onCard }: Fields) {
  const { t } = useTranslation(['checkout', 'loyalty']);
  const [text, setText] = useState('');
  const { card, lookingUp } = balances;
  const read = (code: string) => {
    if (code.trim() === '' || disabled) return;
    // What is no code at all need not be asked for: look-ups are counted.
    lookingUp.mutate(giftCardCode(code) ?? code.trim(), { onSuccess: onCard });
    setText('');
  };
  useScanner(read, !disabled);
  return (
    <>
      <label htmlFor="gift-card" style={{ display: 'block', margin: '10px 0 4px' }}>{t('balances.cardCode')}</label>
      <Input.Search id="gift-card" size="large" autoFocus disabled={disabled} maxLength={40} inputMode="numeric" autoComplete="off" value={text} placeholder={t('loyalty:cards.lookUp')} enterButton={t('balances.read')} loading={lookingUp.isPending} onChange={(event) => setText(event.target.value)} onSearch={read} />
      {lookingUp.error && <Alert type="error" showIcon style={{ marginTop: 8 }} title={problemText(lookingUp.error)} />}
      {card && (
        <div className="pay-balance">
          <div><span>{t('tender.GiftCard')} ****{card.found.codeEnd}</span><Amount minor={toMinor(card.found.balance)} /></div>
          {card.found.state === 'Active'
            ? <div className="pay-balance-used"><span>{t('balances.left')}</span><span data-testid="balance-left"><Amount minor={toMinor(card.found.free) - (amount ?? 0)} /></span></div>
            : <small className="pay-balance-warning">{t(`loyalty:cards.states.${card.found.state as 'Made'}`)}</small>}
          {card.found.free < card.found.balance && <small>{t('balances.held')} <Amount minor={toMinor(card.found.balance - card.found.free)} /></small>}
        </div>
      )}
    </>
  );
}
