import { DeleteOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Input, Segmented, Spin } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api';
import { Amount } from '../shell/Amount';
import { Modal } from '../shell/Modal';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { type Minor, toMinor } from '../shell/money';
import { BalanceFields, PinField } from './BalanceFields';
import { KeyButton } from './KeyButton';
import { cardEnd, isOfBalance, pinFieldId } from './balances';
import type { Customer } from './basket';
import type { Tender } from './calls';
import { ForeignPay } from '../tenders/ForeignPay';
import { foreignText, useCurrencies } from '../tenders/currencies';
import { TerminalStatus } from '../tenders/TerminalStatus';
import { useTerminal } from '../tenders/useTerminal';
import { useCashRounding } from '../tenders/useTenderSettings';
import { type Payment, dueBy, quickCash, settle, tenders } from './payment';
import { useBalances } from './useBalances';
import { useKeys } from './useKeys';

interface Props {
  readonly total: Minor;
  /** What of it is for goods: sold value is not paid with balances. */
  readonly goods: Minor;
  /** Whose points and stored value may pay. */
  readonly customer: Customer | null;
  /** Whether the total is the server's; nothing is taken before. */
  readonly priced: boolean;
  readonly saleUuid: string;
  readonly registerId: number;
  readonly sending: boolean;
  readonly failures: number;
  readonly refusal: Problem | null;
  /** Another dialog lies on top. */
  readonly covered: boolean;
  /** Takes the payments; of the change, so much is stored for the member instead of paid out. */
  readonly onPay: (payments: readonly Payment[], storedChange: Minor) => void;
  readonly onSendNow: () => void;
  readonly onClose: () => void;
}

const balanceKeys = { Points: 'F5', StoredValue: 'F6', GiftCard: 'F7' } as const;

/** Takes the payment: one tender or several, change on cash. */
export function PayDialog({ total, goods, customer, priced, saleUuid, registerId, sending, failures, refusal, covered, onPay, onSendNow, onClose }: Props) {
  const { t } = useTranslation(['checkout', 'tenders']);
  const coins = useCashRounding();
  const terminal = useTerminal(saleUuid, registerId);
  const balances = useBalances(customer, registerId, goods, sending);
  const [taken, setTaken] = useState<readonly Payment[]>([]);
  const payments = [...terminal.payments, ...taken];
  const [chosen, setChosen] = useState<Tender>('Cash');
  // A balance whose key was pressed before it is known counts as soon as it is.
  const tender: Tender = isOfBalance(chosen) && !balances.offered.includes(chosen) ? 'Cash' : chosen;
  const { data: rates, refetch: readRates } = useCurrencies();
  const currencies = rates?.items ?? [];
  // The server has another rate by now: it is read again, and the notes are entered again.
  useEffect(() => {
    if (refusal?.code === 'rate.differs') void readRates();
  }, [refusal, readRates]);
  const choices: readonly Tender[] = currencies.length > 0 ? [...tenders, 'ForeignCash'] : tenders;
  const [notes, setNotes] = useState<Payment | null>(null);
  // Until a person types an amount it is what is due.
  const [typed, setTyped] = useState<Minor | null | undefined>(undefined);
  const [reference, setReference] = useState('');
  const before = settle(total, payments, coins);
  const ofBalance = isOfBalance(tender);
  const due = balances.most(tender, dueBy(tender, total, payments, coins), payments);
  const provider = terminal.providerOf(tender);
  const amount = typed === undefined ? due : typed;
  const pinMissing = tender === 'StoredValue' && amount !== null && balances.needsPin(amount) && balances.pin.length < 4;
  const now: Payment | null = tender === 'ForeignCash' ? (currencies.some((each) => each.rate === notes?.foreign?.rate) ? notes : null) : amount !== null && amount > 0 ? { tender, amount, reference: tender === 'Cash' || reference.trim() === '' ? null : reference.trim() } : null;
  const all = now && before.due > 0 ? [...payments, now] : payments;
  const after = settle(total, all, coins);
  // What a member may have stored of the change, and what they want of it.
  const [storing, setStoring] = useState(false);
  const storable = (change: Minor) => Math.min(change, toMinor(balances.funds.value?.changeUpTo ?? 0));
  const [part, setPart] = useState<Minor | null | undefined>(undefined);
  const storedOf = (change: Minor) => (storing && storable(change) > 0 ? (part === undefined ? storable(change) : part) : 0);
  const tooMuch = ofBalance && amount !== null && amount > due;
  const wrong = tender === 'ForeignCash' ? false : typed === null || (typed !== undefined && typed < 0) || tooMuch || (pinMissing && before.due > 0) || storedOf(after.change) === null || (storedOf(after.change) ?? 0) > storable(after.change);
  const complete = priced && !wrong && after.due === 0 && !after.over && !sending;

  // What was pressed before the price was there counts as soon as it is, unless something else was chosen meanwhile.
  const pressed = useRef<'finish' | 'exact' | null>(null);

  const take = (payment: Payment) => {
    setTaken([...taken, payment]);
    setNotes(null);
    setTyped(undefined);
    setReference('');
  };
  const choose = (next: Tender) => {
    pressed.current = null;
    setChosen(next);
    setNotes(null);
    setTyped(undefined);
    balances.forget();
  };
  // Nothing of a balance counts before it is held for this basket.
  const draw = ({ tender: by, amount: sum }: Payment) => {
    if (!isOfBalance(by)) return;
    balances.taking.mutate({ tender: by, amount: sum, onTaken: (payment) => {
      take(payment);
      const paid = [...payments, payment];
      if (settle(total, paid, coins).due === 0) onPay(paid, 0);
      else choose('Cash');
    } });
  };
  const charge = ({ tender: by, amount: sum, reference: code }: Payment) => {
    setTyped(undefined);
    setReference('');
    terminal.start({ tender: by, amount: sum, code, onPaid: (payment) => {
      const paid = [...payments, payment];
      if (settle(total, paid, coins).due === 0) onPay(paid, 0);
    } });
  };
  const finish = (with_: readonly Payment[] = all) => {
    const settled = settle(total, with_, coins);
    if (pinMissing && with_ === all) document.getElementById(pinFieldId)?.focus();
    if (!priced && !sending && !covered) pressed.current = with_ === all ? 'finish' : 'exact';
    if (sending || !priced || covered || (wrong && with_ === all) || terminal.waiting || balances.taking.isPending) return;
    if (ofBalance && with_ === all && now && before.due > 0) {
      draw(now);
      return;
    }
    if (provider && with_ === all && now && before.due > 0) {
      if (!after.over) charge(now);
      return;
    }
    if (settled.due === 0 && !settled.over) onPay(with_, Math.min(storedOf(settled.change) ?? 0, storable(settled.change)));
    else if (now && before.due > 0 && !after.over) take(now);
  };
  const removePart = (payment: Payment) => {
    if (payment.attemptId !== undefined) terminal.cancel(payment.attemptId);
    else {
      balances.release(payment);
      setTaken(taken.filter((each) => each !== payment));
    }
  };
  // The rest by one tender at a press, once a part is there.
  const payRest = (by: Tender) => {
    if (terminal.providerOf(by)) choose(by);
    else finish([...payments, { tender: by, amount: dueBy(by, total, payments, coins), reference: null }]);
  };
  const exact = () => finish([...payments, { tender: 'Cash', amount: dueBy('Cash', total, payments, coins), reference: null }]);
  useEffect(() => {
    const what = pressed.current;
    if (what === null || !priced) return;
    pressed.current = null;
    if (what === 'exact') exact();
    else finish();
  });
  const type = (amount: Minor | null) => {
    pressed.current = null;
    setTyped(amount);
  };
  useKeys({ F8: () => finish(), F9: before.due > 0 ? exact : undefined, F1: () => choose('Cash'), F2: () => choose('Card'), F3: () => choose('Wallet'), F4: currencies.length > 0 ? () => choose('ForeignCash') : undefined, F5: () => choose('Points'), F6: () => choose('StoredValue'), F7: () => choose('GiftCard') }, !covered);

  return (
    <Modal
      open width={800} title={t('pay.title')} onCancel={sending || terminal.waiting ? undefined : onClose} closable={!sending && !terminal.waiting} mask={{ closable: false }} keyboard={!sending && !terminal.waiting} style={{ top: 32 }}
      footer={<KeyButton hint="F8" type="primary" size="large" block style={{ height: 56, fontSize: 18 }} loading={sending || terminal.waiting || balances.taking.isPending} disabled={!complete && !(now && !after.over && !wrong && !sending)} onClick={() => finish()}>
        {provider && now && before.due > 0 && !sending ? t('tenders:terminal.charge') : sending || (after.due === 0 && !after.over) ? t('pay.complete') : t('pay.addPart')}
      </KeyButton>}
    >
      <Spin spinning={sending && failures === 0} delay={300}>
        {failures > 0 && sending && <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={t('sending.again', { count: failures })} description={t('sending.againHint')} action={<Button onClick={onSendNow}>{t('sending.sendNow')}</Button>} />}
        {refusal && <Alert type="error" showIcon style={{ marginBottom: 12 }} title={problemText(refusal)} />}
        <div className="pay">
          <div>
            <Segmented<Tender> block size="large" disabled={sending} value={tender} onChange={choose} options={choices.map((each, index) => ({ value: each, label: <span className={choices.length > 3 ? 'narrow' : undefined}><span className="key" aria-hidden>F{index + 1}</span>{each === 'ForeignCash' ? t('tenders:currencies.short') : t(`tender.${each}`)}</span> }))} />
            {balances.offered.length > 0 && <Segmented<Tender> block size="large" className="pay-balances" disabled={sending} value={tender} onChange={choose} options={balances.offered.map((each) => ({ value: each, label: <span><span className="key" aria-hidden>{balanceKeys[each]}</span>{t(`tender.${each}`)}</span> }))} />}
            {tender === 'Cash' && (
              <div className="pay-sums">
                <Button disabled={sending || before.due === 0} onClick={exact}><span><span className="key" aria-hidden>F9</span>{t('pay.exact')}</span></Button>
                {quickCash(due).map((sum) => <Button key={sum} disabled={sending} type={typed === sum ? 'primary' : 'default'} ghost={typed === sum} onClick={() => type(sum)}><Amount minor={sum} /></Button>)}
              </div>
            )}
            {ofBalance && <BalanceFields tender={tender} balances={balances} amount={amount} most={due} disabled={sending || before.due === 0} onCard={() => setTyped(undefined)} />}
            {tender === 'ForeignCash' ? <ForeignPay key={`${payments.length} ${currencies.map((each) => each.rate).join()}`} currencies={currencies} due={due} disabled={sending || before.due === 0} onChange={setNotes} onEnter={() => finish()} /> : <>
              <label style={{ display: 'block', margin: '10px 0 4px' }}>{t('pay.amount')}</label>
            <MoneyInput key={`${tender}${payments.length}`} size="large" autoFocus={tender !== 'GiftCard'} disabled={sending || before.due === 0 || (ofBalance && due === 0)} value={amount} onChange={type} onPressEnter={() => finish()} aria-label={t('pay.amount')} />
            </>}
            {tender === 'StoredValue' && amount !== null && before.due > 0 && balances.needsPin(amount) && <PinField balances={balances} disabled={sending} onEnter={() => finish()} />}
            {tooMuch && <Alert type="warning" showIcon style={{ marginTop: 10 }} title={<>{t('balances.atMost')} <Amount minor={due} /></>} />}
            {balances.taking.error && <Alert type="error" showIcon style={{ marginTop: 10 }} title={problemText(balances.taking.error)} />}
            {(tender === 'Card' || tender === 'Wallet') && (
              <>
                <label style={{ display: 'block', margin: '10px 0 4px' }}>{t(provider ? 'tenders:terminal.code' : 'pay.reference')}</label>
                <Input size="large" data-scan="own" value={reference} disabled={sending} maxLength={64} autoComplete="off" aria-label={t(provider ? 'tenders:terminal.code' : 'pay.reference')} placeholder={t(provider ? 'tenders:terminal.codePlaceholder' : tender === 'Card' ? 'pay.cardReference' : 'pay.walletReference')} onChange={(event) => setReference(event.target.value)} />
              </>
            )}
            {(provider !== null || terminal.waiting) && <TerminalStatus terminal={terminal} />}
            {after.over && !tooMuch && <Alert type="warning" showIcon style={{ marginTop: 10 }} title={t('pay.over')} />}
          </div>
          <div>
            <div className="pay-figures">
              <div><span>{t('pay.total')}</span><span className="figure"><Amount minor={total} /></span></div>
              {after.rounding !== 0 && <div><span>{t('tenders:rounding.line')}</span><span className="figure" data-testid="rounding"><Amount minor={after.rounding} /></span></div>}
              <div><span>{t('pay.due')}</span><span className="figure" data-testid="due"><Amount minor={after.due} /></span></div>
              <div style={{ color: after.change > 0 && !after.over ? '#0f766e' : undefined }}><span>{t('pay.change')}</span><span className="figure" data-testid="change"><Amount minor={after.over ? 0 : after.change - (storedOf(after.change) ?? 0)} /></span></div>
              {!after.over && storable(after.change) > 0 && (
                <div className="pay-store">
                  <Checkbox checked={storing} disabled={sending} onChange={(event) => {
                    setStoring(event.target.checked);
                    setPart(undefined);
                  }}>{t('pay.store')}</Checkbox>
                  {storing && <MoneyInput value={storedOf(after.change)} disabled={sending} aria-label={t('pay.stored')} onChange={setPart} />}
                </div>
              )}
            </div>
            <div className="pay-list">
              {payments.map((payment, index) => (
                <div key={index}>
                  <span>{t(`tender.${payment.tender}`)} {payment.reference && <small>{payment.tender === 'GiftCard' ? cardEnd(payment.reference) : payment.reference}</small>}{payment.foreign && <small>{foreignText(toMinor(payment.foreign.amount), payment.foreign.currency)} × {payment.foreign.rate}</small>}</span>
                  <span><Amount minor={payment.amount} /> <Button type="text" icon={<DeleteOutlined />} disabled={sending} aria-label={t('pay.removePart')} onClick={() => removePart(payment)} /></span>
                </div>
              ))}
            </div>
            {payments.length > 0 && before.due > 0 && (
              <div className="pay-rest">
                <span>{t('pay.rest')}</span>
                {tenders.map((each) => <Button key={each} disabled={sending || !priced || terminal.waiting || balances.taking.isPending} onClick={() => payRest(each)}>{t(`tender.${each}`)}</Button>)}
              </div>
            )}
          </div>
        </div>
      </Spin>
    </Modal>
  );
}
