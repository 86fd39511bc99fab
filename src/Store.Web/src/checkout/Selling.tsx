import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Problem } from '../api';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { type Milli, type Minor, fromMinor, lineTotal, milliPerUnit, toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { useIsPhone } from '../shell/useIsPhone';
import { BasketLines } from './BasketLines';
import { CardCodeDialog } from './CardCodeDialog';
import { CloseShiftDialog } from './CloseShiftDialog';
import { DrawerDialog } from './DrawerDialog';
import { HelpDialog } from './HelpDialog';
import { MemberPanel } from './MemberPanel';
import { NewOrderDialog } from './NewOrderDialog';
import { OrdersDrawer } from './OrdersDrawer';
import { ParkDialog } from './ParkDialog';
import { ParkedDrawer } from './ParkedDrawer';
import { PayDialog } from './PayDialog';
import { type PriceDiffers, PriceDiffersDialog, priceDiffersOf } from './PriceDiffersDialog';
import { QuantityDialog } from './QuantityDialog';
import { ReceiptDialog } from './ReceiptDialog';
import { RecentDrawer } from './RecentDrawer';
import { SearchPanel } from './SearchPanel';
import { TillKeys } from './TillKeys';
import { TotalPanel } from './TotalPanel';
import { LineDialog } from './LineDialog';
import { RefundDialog } from './RefundDialog';
import { TicketDialog } from './TicketDialog';
import { VoidDialog, type VoidRequest } from './VoidDialog';
import { type BasketLine, type Pending, cardMissing, emptyBasket, goodsOf, leaveBack, leaveCoupon, memberMissing, moveTouch, removeLine, reprice, returnedOf, setQuantity, setTerms, takeBack, ticketOf, totalsOf, touch, undoRemove } from './basket';
import { paymentBody } from './balances';
import { type OpenShift, type Register, type SaleBody, type SaleDone } from './calls';
import { useTillDevices } from '../devices/useTillDevices';
import { useCashRounding } from '../tenders/useTenderSettings';
import { type Payment, dueBy } from './payment';
import { tillCodeOf } from './tillCodes';
import { touchesDrawer, useAfterSale } from './useAfterSale';
import { useAgeQuestion } from './useAgeQuestion';
import { useBasket } from './useBasket';
import { useDelivery } from './useDelivery';
import { type PayStart, useEarlyPay } from './useEarlyPay';
import { useFreshPrices } from './useFreshPrices';
import { useKeys } from './useKeys';
import { useParkedSlip } from './useParkedSlip';
import { useParking } from './useParking';
import { usePricing } from './usePricing';
import { useSaleQuestions } from './useSaleQuestions';
import { useScanner } from './useScanner';
import { useScans } from './useScans';
import { useVoids } from './useVoids';
import { useWeighing } from './useWeighing';

export type TillDialog = 'search' | 'quantity' | 'line' | 'ticket' | 'pay' | 'refund' | 'recent' | 'close' | 'help' | 'park' | 'parked' | 'drawer' | 'newOrder' | 'orders' | 'member' | 'card';

/** What goes with the payments of a ticket. */
interface Paying { readonly refunds?: SaleBody['refunds']; readonly answered?: SaleBody['answers']; readonly storedChange?: Minor }

interface Props { readonly register: Register; readonly shift: OpenShift; readonly onShiftChanged: () => void; readonly onLeave: () => void }

/** The till while a shift is open. */
export function Selling({ register, shift, onShiftChanged, onLeave }: Props) {
  const { t } = useTranslation('checkout');
  const store = useStore();
  const { storeId, pricesIncludeTax } = store;
  const { message } = App.useApp();
  const oldEnough = useAgeQuestion();
  const phone = useIsPhone();
  const mayDo = useMay();
  const queries = useQueryClient();
  const coins = useCashRounding();
  const box = useBasket(storeId, register.registerId);
  const { basket, change, current } = box;
  const [query, setQuery] = useSearchParams();
  const asked = query.get('receipt');
  const [dialog, setDialog] = useState<TillDialog | null>(asked === null ? null : 'recent');
  const [done, setDone] = useState<SaleDone | null>(null);
  const afterSale = useAfterSale(register);
  const [last, setLast] = useState<SaleDone | null>(null);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const [differs, setDiffers] = useState<PriceDiffers | null>(null);
  const [searchFocus, setSearchFocus] = useState(0);
  const pricing = usePricing(storeId, box);
  const { priced } = pricing;
  useFreshPrices(box, pricing);
  const own = totalsOf(basket.lines, pricesIncludeTax);
  const total = (priced ? toMinor(priced.total) : own.total) - returnedOf(basket);
  const totals = { ...own, total };
  const line = basket.lines.find((each) => each.key === basket.touched);
  const locked = basket.pending !== null;
  const questions = useSaleQuestions(box, priced);
  const voids = useVoids(storeId, register.registerId, shift.shiftId);
  const [voiding, setVoiding] = useState<VoidRequest | null>(null);
  const [orderAsked, setOrderAsked] = useState<number | null>(null);
  const [receiptAsked, setReceiptAsked] = useState<string | null>(asked);
  const parking = useParking(storeId, register.registerId, box, (note) => void message.success(note ? `${t('parking.recalled')} · ${note}` : t('parking.recalled')), (error) => void message.error(problemText(error)));
  const sayParked = useParkedSlip();
  const isEmpty = basket.lines.length === 0 && basket.returns.length === 0;
  const { nextBasket } = voids;
  useEffect(() => {
    if (isEmpty) nextBasket();
  }, [isEmpty, nextBasket]);

  const delivery = useDelivery(storeId, box, {
    onDone: (sale, pending) => {
      setRefusal(null);
      for (const key of ['member-value', 'member-points', 'basket-coupons']) void queries.invalidateQueries({ queryKey: [key] });
      setDialog((open) => (pending.kind !== 'sale' || open === 'pay' || open === 'refund' ? null : open));
      afterSale(sale, touchesDrawer(pending));
      setDone(sale);
      setLast(sale);
    },
    onRefused: (problem, pending) => {
      if (problem.code === 'shift.not_open') onShiftChanged();
      const differing = pending.kind === 'sale' ? priceDiffersOf(problem, current().lines) : null;
      if (problem.code === 'total.differs' || problem.code.startsWith('coupon.')) pricing.refresh();
      if (differing) setDiffers(differing);
      else if (problem.code === 'question.unanswered') questions.sendAgain(problem, pending).catch(() => setRefusal(problem));
      else setRefusal(problem);
    },
  });

  // Before the customer has seen the total a line goes without a question; after it, with a reason.
  const takeOut = (removed: BasketLine, quantity: Milli, onVoided: () => void) => {
    const lines = [{ ...removed, quantity, amount: lineTotal(removed.price, quantity) }];
    if (voids.totalShown) setVoiding({ kind: 'Line', lines, onVoided });
    else {
      if (quantity === removed.quantity) voids.record('Line', lines);
      onVoided();
    }
  };
  const changeQuantity = (key: string, quantity: Milli) => {
    const before = basket.lines.find((each) => each.key === key);
    if (!before || locked) return;
    const set = () => change((basketThen) => setQuantity(basketThen, key, quantity));
    if (quantity < before.quantity) takeOut(before, before.quantity - Math.max(0, quantity), set);
    else set();
  };
  const { mayAdd, mayGoOn, stopped } = useTillDevices({ store, basket, priced, total, paying: dialog === 'pay', done });
  const weighing = useWeighing(box, changeQuantity);
  const askForCard = useCallback(() => setDialog('card'), []);
  const held = locked || stopped || done !== null || differs !== null || questions.open || weighing.open || dialog === 'card' || dialog === 'quantity' || dialog === 'line';
  const { queue, greet, waiting, ahead, cutOff } = useScans(storeId, box, held, { onWeighed: weighing.begin, onCard: askForCard });

  const takeUp = (parkedSaleId: number) => {
    if (!mayAdd()) return;
    if (isEmpty && !locked) parking.recall(parkedSaleId).catch((error: unknown) => void message.error(problemText(error)));
    else message.warning(t('parking.basketFirst'));
  };
  useScanner((code) => {
    // The next customer's goods are on the counter: the receipt goes away.
    setDone(null);
    setRefusal(null);
    const paper = tillCodeOf(code);
    if (paper?.kind === 'receipt') {
      setReceiptAsked(paper.code);
      setDialog('recent');
    } else if (paper?.kind === 'order') {
      setOrderAsked(paper.id);
      setDialog('orders');
    } else if (paper?.kind === 'parked') takeUp(paper.id);
    else if (mayAdd()) queue.add(code);
  });

  const mayPay = basket.lines.length > 0 && !locked;
  const scansFirst = () => void message.warning(t('scan.waitFirst'));
  const pay = async (payments: readonly Payment[], { refunds = null, answered = null, storedChange = 0 }: Paying = {}) => {
    if (ahead > 0) scansFirst();
    if (!mayPay || !priced || questions.open || ahead > 0) return;
    setRefusal(null);
    const answers = answered ?? await questions.askAboutSale(payments);
    if (answers === null || current().pending) return;
    change((before) => {
      const saleUuid = before.saleUuid ?? newUuid();
      return {
        ...before, saleUuid,
        pending: {
          kind: 'sale',
          body: {
            ...ticketOf(before), saleUuid, registerId: register.registerId, total: fromMinor(total), ageConfirmed: priced.ageLimit > 0 ? priced.ageLimit : null, refunds, answers,
            payments: payments.map(paymentBody), storedChange: storedChange > 0 ? fromMinor(storedChange) : null,
          },
        },
      };
    });
  };
  const giveBack = (pending: Pending) => {
    setRefusal(null);
    change((before) => ({ ...before, pending }));
  };
  const remove = (key: string) => {
    const removed = basket.lines.find((each) => each.key === key);
    if (removed && !locked) takeOut(removed, removed.quantity, () => change((before) => removeLine(before, key)));
  };
  const clear = () => {
    if (mayPay) setVoiding({ kind: 'Sale', saleUuid: basket.saleUuid, lines: basket.lines.map((each) => ({ ...each, amount: lineTotal(each.price, each.quantity) })), onVoided: () => change(() => emptyBasket) });
  };
  const findGoods = () => (phone ? setDialog('search') : setSearchFocus((times) => times + 1));
  const actions = {
    help: () => setDialog('help'),
    search: findGoods,
    member: locked || !mayDo('members.view') ? undefined : () => setDialog('member'),
    quantity: line && !locked ? () => setDialog('quantity') : undefined,
    line: line && !locked ? () => setDialog('line') : undefined,
    ticket: mayPay ? () => setDialog('ticket') : undefined,
    remove: line && !locked ? () => remove(line.key) : undefined,
    undo: basket.removed && !locked ? () => {
      voids.undo();
      change(undoRemove);
    } : undefined,
    clear: mayPay ? clear : undefined,
    recent: !locked && mayDo('checkout.view-sales') ? () => setDialog('recent') : undefined,
    park: locked ? undefined : isEmpty ? () => setDialog('parked') : mayPay ? () => setDialog('park') : undefined,
    order: locked || !mayDo('checkout.take-orders') ? undefined : isEmpty ? () => setDialog('orders') : basket.returns.length === 0 ? () => setDialog('newOrder') : undefined,
    drawer: mayDo('checkout.open-drawer') ? () => setDialog('drawer') : undefined,
    close: !locked && mayDo('checkout.manage-shifts') ? () => setDialog('close') : undefined,
  };
  const showPay = () => {
    voids.showTotal();
    // Payments through a provider name the sale before it is recorded.
    change((before) => ({ ...before, saleUuid: before.saleUuid ?? newUuid() }));
    setDialog('pay');
  };
  // Goods of an age limit are asked for once per ticket, before the money.
  const whenOldEnough = (then: () => void) => () => {
    if (!priced || priced.ageLimit === 0) then();
    else void oldEnough(priced.ageLimit).then((is) => (is ? then() : setDialog(null)));
  };
  // Money taken ahead needs to know for whom or on which card.
  const whenValueIsSettled = (then: () => void) => () => {
    const card = cardMissing(basket);
    if (card) {
      change((before) => touch(before, card.key));
      setDialog('card');
    } else if (memberMissing(basket)) {
      message.warning(t('member.needed'));
      setDialog('member');
    } else then();
  };
  const choose = () => (total < 0 ? setDialog('refund') : total === 0 ? void pay([]) : showPay());
  const begin: Readonly<Record<PayStart, () => void>> = {
    pay: whenValueIsSettled(whenOldEnough(choose)),
    cashExact: whenValueIsSettled(whenOldEnough(() => (total > 0 ? void pay([{ tender: 'Cash', amount: dueBy('Cash', total, [], coins), reference: null }]) : choose()))),
  };
  const want = useEarlyPay(queue, { isPriced: priced !== null, isUnpriceable: basket.lines.length === 0 || pricing.refusal !== null }, begin);
  const start = (what: PayStart) => {
    if (!mayGoOn()) return;
    if (!mayPay) scansFirst();
    else if (priced) begin[what]();
    else {
      // The choice of tenders opens at once; what it comes to follows, and nothing is taken before.
      want(what);
      if (what === 'pay' && total > 0 && !cardMissing(basket) && !memberMissing(basket)) showPay();
    }
  };
  const mayStart = mayPay || (waiting > 0 && !locked);
  const openPay = mayStart ? () => start('pay') : undefined;
  const cashExact = mayStart ? () => start('cashExact') : undefined;
  useKeys({
    F1: actions.help, F2: actions.search, F3: actions.quantity, F4: actions.remove, F5: actions.clear ?? (() => undefined), F6: actions.recent, F7: actions.undo, F8: openPay, F9: cashExact, F10: actions.close, F11: actions.park, F12: actions.drawer, Insert: actions.line, Home: actions.ticket, End: actions.order, PageUp: actions.member,
    ArrowUp: () => change((before) => moveTouch(before, -1)), ArrowDown: () => change((before) => moveTouch(before, 1)), Delete: actions.remove,
    '+': line ? () => changeQuantity(line.key, line.quantity + milliPerUnit) : undefined, '-': line ? () => changeQuantity(line.key, line.quantity - milliPerUnit) : undefined,
  }, dialog === null && done === null && differs === null && voiding === null && !questions.open && !weighing.open);

  const search = <SearchPanel key={storeId} focusRequest={searchFocus} onPick={(code) => {
    if (mayAdd()) queue.add(code);
    setDialog((open) => (open === 'search' ? null : open));
  }} />;
  return (
    <div className="till">
      <div className="till-basket">
        {locked && (
          <div className="till-banner"><Alert
            type={delivery.failures > 0 ? 'warning' : 'info'} showIcon title={delivery.failures > 0 ? t('sending.again', { count: delivery.failures }) : t('sending.now')}
            description={delivery.failures > 0 ? t('sending.againHint') : undefined}
            action={delivery.failures > 0 && <Button onClick={delivery.sendNow}>{t('sending.sendNow')}</Button>}
          /></div>
        )}
        {waiting > 0 && (
          <div className="till-banner"><Alert
            type={cutOff || stopped ? 'warning' : 'info'} showIcon title={t(stopped ? 'scan.stopped' : cutOff ? 'scan.cutOff' : 'scan.waiting', { count: waiting })}
            action={(cutOff || stopped) && <Button onClick={() => queue.drop()}>{t('scan.drop')}</Button>}
          /></div>
        )}
        {refusal && dialog !== 'pay' && dialog !== 'refund' && dialog !== 'recent' && <div className="till-banner"><Alert type="error" showIcon closable={{ onClose: () => setRefusal(null) }} title={problemText(refusal)} /></div>}
        <BasketLines
          lines={basket.lines} priced={priced} returns={basket.returns} touched={basket.touched} locked={locked} onTouch={(key) => change((before) => touch(before, key))}
          onQuantity={changeQuantity} onRemove={remove} onLeaveBack={(goods) => change((before) => leaveBack(before, goods))} onEnterQuantity={(key) => {
            change((before) => touch(before, key));
            setDialog('quantity');
          }} onTerms={(key) => {
            change((before) => touch(before, key));
            setDialog('line');
          }} onCard={(key) => {
            change((before) => touch(before, key));
            setDialog('card');
          }}
        />
      </div>
      <div className="till-side">
        {!phone && <div className="till-search">{search}</div>}
        <TotalPanel register={register} shift={shift} totals={totals} basket={basket} priced={priced} refusal={pricing.refusal} last={last} onPay={openPay} onCashExact={cashExact} onLeave={basket.lines.length === 0 && !locked ? onLeave : undefined} onLeaveCoupon={locked ? undefined : (code) => change((before) => leaveCoupon(before, code))} onMember={actions.member} />
      </div>
      <TillKeys actions={actions} />

      {phone && <Drawer open={dialog === 'search'} placement="bottom" size="88dvh" title={t('search.title')} onClose={() => setDialog(null)} styles={{ body: { padding: 0, display: 'flex', flexDirection: 'column' } }} destroyOnHidden>{search}</Drawer>}
      {dialog === 'help' && <HelpDialog onClose={() => setDialog(null)} />}
      {dialog === 'quantity' && line && <QuantityDialog name={line.name} unit={line.unit} quantity={line.quantity} onClose={() => setDialog(null)} onWeigh={weighing.instead(line, () => setDialog(null))} onEnter={(quantity) => {
        changeQuantity(line.key, quantity);
        setDialog(null);
      }} />}
      {dialog === 'line' && line && <LineDialog line={line} basket={basket} onClose={() => setDialog(null)} onAgree={(terms) => {
        change((before) => setTerms(before, line.key, terms));
        setDialog(null);
      }} />}
      {delivery.approval}{questions.dialog}{weighing.dialog}
      {dialog === 'ticket' && <TicketDialog basket={basket} priced={priced} onChange={change} onMember={greet} onClose={() => setDialog(null)} onAgree={(terms) => {
        change((before) => ({ ...before, ...terms }));
        setDialog(null);
      }} />}
      {dialog === 'member' && <MemberPanel basket={basket} onChange={change} onClose={() => setDialog(null)} />}
      {dialog === 'card' && line?.value === 'GiftCard' && <CardCodeDialog line={line} others={basket.lines.filter((each) => each !== line).map((each) => each.cardCode ?? '')} onClose={() => setDialog(null)} onRead={(cardCode) => {
        change((before) => setTerms(before, line.key, { cardCode }));
        setDialog(null);
      }} />}
      {dialog === 'refund' && <RefundDialog basket={basket} total={-total} sending={locked} refusal={refusal} ask={() => questions.askAboutSale([])} onRefund={(refunds, answers) => void pay([], { refunds, answered: answers })} onClose={() => {
        setDialog(null);
        setRefusal(null);
      }} />}
      {dialog === 'pay' && basket.lines.length > 0 && (
        <PayDialog total={totals.total} goods={goodsOf(basket, totals.total, (each, index) => (priced ? toMinor(priced.lines[index]?.amount ?? 0) : lineTotal(each.price, each.quantity)))} customer={basket.customer} priced={priced !== null} saleUuid={basket.saleUuid ?? ''} registerId={register.registerId} sending={locked} failures={delivery.failures} refusal={refusal} covered={differs !== null || questions.open} onPay={(payments, storedChange) => void pay(payments, { storedChange })} onSendNow={delivery.sendNow} onClose={() => {
          want(null);
          setDialog(null);
          setRefusal(null);
        }} />
      )}
      {differs && <PriceDiffersDialog differs={differs} onTake={() => {
        change((before) => reprice(before, differs.productId, differs.actual));
        setDiffers(null);
      }} onLeave={() => setDiffers(null)} />}
      {dialog === 'recent' && <RecentDrawer register={register} shift={shift} first={receiptAsked} sending={locked} refusal={refusal} onReturn={(body) => giveBack({ kind: 'return', body })} onUnverified={(body) => giveBack({ kind: 'unverified', body })} onExchange={locked ? undefined : (goods) => {
        change((before) => takeBack(before, goods));
        setDialog(null);
      }} onClose={() => {
        setDialog(null);
        setReceiptAsked(null);
        setQuery({}, { replace: true });
        setRefusal(null);
      }} />}
      {dialog === 'close' && <CloseShiftDialog shift={shift} register={register} basketEmpty={basket.lines.length === 0} onClose={() => setDialog(null)} onClosed={onShiftChanged} />}
      {dialog === 'park' && !isEmpty && <ParkDialog total={totals.total} park={parking.park} onClose={() => setDialog(null)} onParked={(parked) => {
        setDialog(null);
        sayParked(parked);
      }} />}
      {dialog === 'newOrder' && !isEmpty && <NewOrderDialog
        registerId={register.registerId} onClose={() => setDialog(null)} onCouponLost={pricing.refresh}
        ticket={ticketOf(basket)}
        onMade={(order) => {
          message.success(t('order.written', { number: order.number }));
          change(() => emptyBasket);
          setOrderAsked(order.orderId);
          setDialog('orders');
        }}
      />}
      {dialog === 'orders' && <OrdersDrawer
        registerId={register.registerId} first={orderAsked}
        onSold={(sale, cash) => {
          setDialog(null);
          setOrderAsked(null);
          afterSale(sale, cash);
          setDone(sale);
          setLast(sale);
        }}
        onClose={() => {
          setDialog(null);
          setOrderAsked(null);
        }}
      />}
      {dialog === 'parked' && <ParkedDrawer registerId={register.registerId} recall={parking.recall} onClose={() => setDialog(null)} />}
      {dialog === 'drawer' && <DrawerDialog registerId={register.registerId} onClose={() => setDialog(null)} />}
      {voiding && <VoidDialog request={voiding} voids={voids} onClose={() => setVoiding(null)} />}
      {done && <ReceiptDialog sale={done} onNext={() => setDone(null)} />}
    </div>
  );
}
