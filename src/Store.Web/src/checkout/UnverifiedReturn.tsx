import { DeleteOutlined } from '@ant-design/icons';
import { Alert, App, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, api } from '../api';
import { useGoOn } from '../devices/useGoOn';
import { Amount } from '../shell/Amount';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { type Milli, type Minor, currencyText, fromMilli, fromMinor, lineTotal, milliPerUnit, parseQuantity, quantityText, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { MemberField } from './MemberField';
import { ReturnReason } from './ReturnReason';
import { SearchPanel } from './SearchPanel';
import type { Customer } from './basket';
import { beep } from './beep';
import type { UnverifiedReturnBody } from './calls';
import { useScanner } from './useScanner';

interface Line {
  readonly productId: number;
  readonly name: string;
  readonly unit: string;
  /** The most that is given back for one. */
  readonly price: Minor;
  /** Empties are worth their deposit to whoever brings them. */
  readonly empties: boolean;
  readonly quantity: Milli | null;
  readonly quantityInput: string;
  readonly each: Minor | null;
}

interface Props {
  readonly registerId: number;
  readonly sending: boolean;
  readonly refusal: Problem | null;
  readonly onReturn: (body: UnverifiedReturnBody) => void;
}

const isRight = (line: Line) => line.quantity !== null && line.quantity > 0 && line.each !== null && line.each > 0 && line.each <= line.price;

/** Takes goods back without a receipt, for cash or as a member's store credit: at most at today's price, and from someone who says who they are. */
export function UnverifiedReturn({ registerId, sending, refusal, onReturn }: Props) {
  const { t } = useTranslation('checkout');
  const { storeId, currency } = useStore();
  const { message } = App.useApp();
  const mayGoOn = useGoOn();
  const [saleUuid] = useState(newUuid);
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [member, setMember] = useState<Customer | null>(null);
  const [identity, setIdentity] = useState('');
  const [credited, setCredited] = useState(false);
  const [reason, setReason] = useState('');
  const change = (productId: number, part: Partial<Line>) => setLines((before) => before.map((line) => (line.productId === productId ? { ...line, ...part } : line)));

  const take = async (code: string) => {
    try {
      const found = await api.lookUpProduct(storeId, code, true);
      const more = Math.round((found.quantity ?? found.factor) * milliPerUnit);
      const price = toMinor(found.price);
      setLines((before) => {
        const there = before.find((line) => line.productId === found.productId);
        const quantity = (there?.quantity ?? 0) + more;
        const line = { ...(there ?? { productId: found.productId, name: found.name, unit: found.unit, empties: found.flags.includes('Deposit'), each: price }), price, quantity, quantityInput: quantityText(quantity) };
        return there ? before.map((one) => (one === there ? line : one)) : [...before, line];
      });
    } catch (error) {
      beep();
      message.error(problemText(error));
    }
  };
  useScanner((code) => void take(code), !sending);
  const findMember = async (number: string) => {
    try {
      const found = await api.lookUpMember({ code: number });
      setMember({ memberId: found.memberId, number: found.number, name: found.name, level: found.levelName });
    } catch (error) {
      message.error(problemText(error));
    }
  };

  const total = lines.reduce((sum, line) => sum + lineTotal(line.each ?? 0, line.quantity ?? 0), 0);
  const nameless = lines.length > 0 && lines.every((line) => line.empties);
  const storeCredit = credited && member !== null && !nameless;
  const ready = lines.length > 0 && lines.every(isRight) && reason.trim() !== '' && (nameless || member !== null || identity.trim() !== '') && !sending;
  return (
    <>
      <p style={{ marginTop: 0, color: '#5b6770' }}>{t('unverified.hint')}</p>
      <div className="panel unverified-search"><SearchPanel focusRequest={1} onPick={(code) => void take(code)} /></div>
      <div className="panel" style={{ marginTop: 12 }}>
        {lines.length === 0 && <div className="till-empty">{t('unverified.empty')}</div>}
        {lines.map((line) => (
          <div key={line.productId} className="row-card unverified-line">
            <div>{line.name}<small>{t('unverified.atMost')} {currencyText(line.price, currency)}/{line.unit}</small></div>
            <Input size="large" inputMode="decimal" disabled={sending} value={line.quantityInput} status={line.quantity !== null && line.quantity > 0 ? '' : 'error'} aria-label={t('return.quantity')} onFocus={(event) => event.target.select()}
              onChange={(event) => change(line.productId, { quantityInput: event.target.value, quantity: parseQuantity(event.target.value) })} />
            <MoneyInput size="large" value={line.each} disabled={sending} aria-label={t('unverified.each')} onChange={(each) => change(line.productId, { each })} />
            <Button type="text" icon={<DeleteOutlined />} disabled={sending} aria-label={t('basket.remove')} onClick={() => setLines(lines.filter((one) => one !== line))} />
            {line.each !== null && line.each > line.price && <small className="unverified-wrong">{t('unverified.aboveMost')}</small>}
          </div>
        ))}
      </div>
      {!nameless && (
        <>
          <label style={{ display: 'block', margin: '16px 0 4px' }} htmlFor="return-identity">{t('unverified.identity')}</label>
          <Input id="return-identity" size="large" maxLength={20} autoComplete="off" disabled={sending} value={identity} onChange={(event) => setIdentity(event.target.value)} />
          <div style={{ margin: '16px 0 4px' }}>{t('unverified.orMember')}</div>
          <MemberField member={member} disabled={sending} onFind={findMember} onLeave={() => setMember(null)} />
          {member && <Checkbox style={{ marginTop: 12 }} disabled={sending} checked={credited} onChange={(event) => setCredited(event.target.checked)}>{t('unverified.credit')}<small style={{ display: 'block', color: '#5b6770' }}>{t('unverified.creditHint')}</small></Checkbox>}
        </>
      )}
      <ReturnReason value={reason} disabled={sending} onChange={setReason} />
      <div className="pay-figures" style={{ marginTop: 16 }}><div><span>{t(storeCredit ? 'unverified.creditTo' : 'unverified.cash')}</span><span className="figure" data-testid="refund"><Amount minor={total} /></span></div></div>
      {refusal && <Alert type="error" showIcon title={problemText(refusal)} style={{ marginTop: 12 }} />}
      <Button type="primary" size="large" block style={{ marginTop: 16 }} disabled={!ready} loading={sending} onClick={() => mayGoOn() && onReturn({
        saleUuid, registerId, reason: reason.trim(), identityHint: nameless || identity.trim() === '' ? null : identity.trim(), memberId: nameless ? null : member?.memberId ?? null, storeCredit,
        lines: lines.map((line) => ({ productId: line.productId, quantity: fromMilli(line.quantity ?? 0), unitPrice: fromMinor(line.each ?? 0) })),
      })}>{t(storeCredit ? 'unverified.doCredit' : 'unverified.do')}</Button>
    </>
  );
}
