import { Alert, App, Button, Drawer } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { NoAnswer, Problem, api } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { type Milli, fromMilli, fromMinor, lineTotal, milliPerUnit, toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { useIsPhone } from '../shell/useIsPhone';
import { BasketLines } from './BasketLines';
import { CloseShiftDialog } from './CloseShiftDialog';
import { DrawerDialog } from './DrawerDialog';
import { HelpDialog } from './HelpDialog';
import { NewOrderDialog } from './NewOrderDialog';
import { OrdersDrawer } from './OrdersDrawer';
import { ParkDialog } from './ParkDialog';
import { ParkedDrawer } from './ParkedDrawer';
import { PayDialog } from './PayDialog';
import { type PriceDiffers, PriceDiffersDialog, priceDiffersOf } from './PriceDiffersDialog';
import { QuantityDialog } from './QuantityDialog';
import { ReceiptDialog } from './ReceiptDialog';
import { RecentDrawer } from './RecentDrawer';
import { ScanQueue, type ScanOutcome } from './scanQueue';
import { SearchPanel } from './SearchPanel';
import { TillKeys } from './TillKeys';
import { TotalPanel } from './TotalPanel';
import { VoidDialog, type VoidRequest } from './VoidDialog';
import { type BasketLine, addGoods, emptyBasket, moveTouch, removeLine, reprice, setQuantity, totalsOf, touch, undoRemove } from './basket';
import { beep } from './beep';
import type { OpenShift, Register, ReturnBody, SaleDone } from './calls';
import type { Payment } from './payment';
import { tillCodeOf } from './tillCodes';
import { useBasket } from './useBasket';
import { useDelivery } from './useDelivery';
import { useKeys } from './useKeys';
import { useParking } from './useParking';
import { useScanner } from './useScanner';
import { useVoids } from './useVoids';

export type TillDialog = 'search' | 'quantity' | 'pay' | 'recent' | 'close' | 'help' | 'park' | 'parked' | 'drawer' | 'newOrder' | 'orders';

interface Props { readonly register: Register; readonly shift: OpenShift; readonly onShiftChanged: () => void; readonly onLeave: () => void }

/** The till while a shift is open. */
export function Selling({ register, shift, onShiftChanged, onLeave }: Props) {
  const { t, i18n } = useTranslation('checkout');
  const { storeId, pricesIncludeTax } = useStore();
  const { message } = App.useApp();
  const phone = useIsPhone();
  const mayDo = useMay();
  const box = useBasket(storeId, register.registerId);
  const { basket, change, current } = box;
  const [query, setQuery] = useSearchParams();
  const asked = query.get('receipt');
  const [dialog, setDialog] = useState<TillDialog | null>(asked === null ? null : 'recent');
  const [done, setDone] = useState<SaleDone | null>(null);
  const [last, setLast] = useState<SaleDone | null>(null);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const [differs, setDiffers] = useState<PriceDiffers | null>(null);
  const [waiting, setWaiting] = useState(0);
  const [cutOff, setCutOff] = useState(false);
  const [searchFocus, setSearchFocus] = useState(0);
  const totals = totalsOf(basket.lines, pricesIncludeTax);
  const line = basket.lines.find((each) => each.productId === basket.touched);
  const locked = basket.pending !== null;
  const voids = useVoids(storeId, register.registerId, shift.shiftId);
  const [voiding, setVoiding] = useState<VoidRequest | null>(null);
  const [orderAsked, setOrderAsked] = useState<number | null>(null);
  const [receiptAsked, setReceiptAsked] = useState<string | null>(asked);
  const parking = useParking(storeId, register.registerId, box, (note) => void message.success(note ? `${t('parking.recalled')} · ${note}` : t('parking.recalled')), (error) => void message.error(problemText(error)));
  const isEmpty = basket.lines.length === 0;
  useEffect(() => {
    if (isEmpty) voids.nextBasket();
    // Only when the basket becomes empty; the voids themselves change with every one of them.
  }, [isEmpty]); // eslint-disable-line react-hooks/exhaustive-deps

  const delivery = useDelivery(storeId, box, {
    onDone: (sale, pending) => {
      setRefusal(null);
      setDialog((open) => (pending.kind === 'return' || open === 'pay' ? null : open));
      setDone(sale);
      setLast(sale);
    },
    onRefused: (problem, pending) => {
      if (problem.code === 'shift.not_open') onShiftChanged();
      const differing = pending.kind === 'sale' ? priceDiffersOf(problem, current().lines) : null;
      if (differing) setDiffers(differing);
      else setRefusal(problem);
    },
  });

  // The queue outlives renders; it asks for the basket as it is when a look-up comes back.
  const queue = useMemo(() => new ScanQueue(async (code): Promise<ScanOutcome> => {
    try {
      const found = await api.lookUpProduct(storeId, code);
      setCutOff(false);
      if (current().pending) return 'again';
      const goods = { ...found, price: toMinor(found.price), taxPpm: Math.round(found.taxRate * 10_000) };
      change((before) => addGoods(before, goods, Math.round(found.factor * milliPerUnit)));
      return 'done';
    } catch (error) {
      if (error instanceof NoAnswer) {
        setCutOff(true);
        return 'again';
      }
      if (error instanceof Problem && error.status === 401) return 'again';
      setCutOff(false);
      beep();
      message.error({ content: error instanceof Problem && error.code === 'product.not_found' ? t('scan.unknown', { code }) : problemText(error), duration: 6 });
      return 'done';
    }
  }, setWaiting), [storeId, current, change, message, t]);
  useEffect(() => {
    queue.start();
    return () => queue.stop();
  }, [queue]);
  const held = locked || done !== null || differs !== null;
  useEffect(() => queue.hold(held), [queue, held]);

  const takeUp = (parkedSaleId: number) => {
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
    else queue.add(code);
  });

  const mayPay = basket.lines.length > 0 && !locked;
  const pay = (payments: readonly Payment[]) => {
    if (!mayPay) return;
    if (waiting > 0) {
      message.warning(t('scan.waitFirst'));
      return;
    }
    setRefusal(null);
    change((before) => {
      const saleUuid = before.saleUuid ?? newUuid();
      return {
        ...before, saleUuid,
        pending: {
          kind: 'sale',
          body: {
            saleUuid, registerId: register.registerId,
            lines: before.lines.map((each) => ({ productId: each.productId, quantity: fromMilli(each.quantity), unitPrice: fromMinor(each.price), barcode: each.barcode })),
            payments: payments.map((payment) => ({ ...payment, amount: fromMinor(payment.amount) })),
          },
        },
      };
    });
  };
  const giveBack = (body: ReturnBody) => {
    setRefusal(null);
    change((before) => ({ ...before, pending: { kind: 'return', body } }));
  };
  // Before the customer has seen the total a line goes without a question; after it, with a reason.
  const takeOut = (removed: BasketLine, quantity: Milli, onVoided: () => void) => {
    const lines = [{ ...removed, quantity, amount: lineTotal(removed.price, quantity) }];
    if (voids.totalShown) setVoiding({ kind: 'Line', lines, onVoided });
    else {
      if (quantity === removed.quantity) voids.record('Line', lines);
      onVoided();
    }
  };
  const remove = (productId: number) => {
    const removed = basket.lines.find((each) => each.productId === productId);
    if (removed && !locked) takeOut(removed, removed.quantity, () => change((before) => removeLine(before, productId)));
  };
  const changeQuantity = (productId: number, quantity: Milli) => {
    const before = basket.lines.find((each) => each.productId === productId);
    if (!before || locked) return;
    const set = () => change((basketThen) => setQuantity(basketThen, productId, quantity));
    if (quantity < before.quantity) takeOut(before, before.quantity - Math.max(0, quantity), set);
    else set();
  };
  const clear = () => {
    if (mayPay) setVoiding({ kind: 'Sale', lines: basket.lines.map((each) => ({ ...each, amount: lineTotal(each.price, each.quantity) })), onVoided: () => change(() => emptyBasket) });
  };
  const findGoods = () => (phone ? setDialog('search') : setSearchFocus((times) => times + 1));
  const actions = {
    help: () => setDialog('help'),
    search: findGoods,
    quantity: line && !locked ? () => setDialog('quantity') : undefined,
    remove: line && !locked ? () => remove(line.productId) : undefined,
    undo: basket.removed && !locked ? () => {
      voids.undo();
      change(undoRemove);
    } : undefined,
    clear: mayPay ? clear : undefined,
    recent: !locked && mayDo('checkout.view-sales') ? () => setDialog('recent') : undefined,
    park: locked ? undefined : () => setDialog(isEmpty ? 'parked' : 'park'),
    order: !locked && mayDo('checkout.take-orders') ? () => setDialog(isEmpty ? 'orders' : 'newOrder') : undefined,
    drawer: mayDo('checkout.open-drawer') ? () => setDialog('drawer') : undefined,
    close: !locked && mayDo('checkout.manage-shifts') ? () => setDialog('close') : undefined,
  };
  const openPay = mayPay ? () => {
    voids.showTotal();
    setDialog('pay');
  } : undefined;
  const cashExact = mayPay ? () => pay([{ tender: 'Cash', amount: totals.total, reference: null }]) : undefined;
  useKeys({
    F1: actions.help, F2: actions.search, F3: actions.quantity, F4: actions.remove, F5: actions.clear ?? (() => undefined), F6: actions.recent, F7: actions.undo, F8: openPay, F9: cashExact, F10: actions.close, F11: actions.park, F12: actions.drawer, Insert: actions.order,
    ArrowUp: () => change((before) => moveTouch(before, -1)), ArrowDown: () => change((before) => moveTouch(before, 1)), Delete: actions.remove,
    '+': line ? () => changeQuantity(line.productId, line.quantity + milliPerUnit) : undefined, '-': line ? () => changeQuantity(line.productId, line.quantity - milliPerUnit) : undefined,
  }, dialog === null && done === null && differs === null && voiding === null);

  const search = <SearchPanel key={storeId} focusRequest={searchFocus} onPick={(code) => {
    queue.add(code);
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
            type={cutOff ? 'warning' : 'info'} showIcon title={cutOff ? t('scan.cutOff', { count: waiting }) : t('scan.waiting', { count: waiting })}
            action={cutOff && <Button onClick={() => queue.drop()}>{t('scan.drop')}</Button>}
          /></div>
        )}
        {refusal && dialog !== 'pay' && dialog !== 'recent' && <div className="till-banner"><Alert type="error" showIcon closable={{ onClose: () => setRefusal(null) }} title={problemText(refusal)} /></div>}
        <BasketLines
          lines={basket.lines} touched={basket.touched} locked={locked} onTouch={(productId) => change((before) => touch(before, productId))}
          onQuantity={changeQuantity} onRemove={remove} onEnterQuantity={(productId) => {
            change((before) => touch(before, productId));
            setDialog('quantity');
          }}
        />
      </div>
      <div className="till-side">
        {!phone && <div className="till-search">{search}</div>}
        <TotalPanel register={register} shift={shift} totals={totals} last={last} onPay={openPay} onCashExact={cashExact} onLeave={basket.lines.length === 0 && !locked ? onLeave : undefined} />
      </div>
      <TillKeys actions={actions} />

      {phone && <Drawer open={dialog === 'search'} placement="bottom" size="88dvh" title={t('search.title')} onClose={() => setDialog(null)} styles={{ body: { padding: 0, display: 'flex', flexDirection: 'column' } }} destroyOnHidden>{search}</Drawer>}
      {dialog === 'help' && <HelpDialog onClose={() => setDialog(null)} />}
      {dialog === 'quantity' && line && <QuantityDialog line={line} onClose={() => setDialog(null)} onEnter={(quantity) => {
        changeQuantity(line.productId, quantity);
        setDialog(null);
      }} />}
      {dialog === 'pay' && basket.lines.length > 0 && (
        <PayDialog total={totals.total} sending={locked} failures={delivery.failures} refusal={refusal} covered={differs !== null} onPay={pay} onSendNow={delivery.sendNow} onClose={() => {
          setDialog(null);
          setRefusal(null);
        }} />
      )}
      {differs && <PriceDiffersDialog differs={differs} onTake={() => {
        change((before) => reprice(before, differs.productId, differs.actual));
        setDiffers(null);
      }} onLeave={() => setDiffers(null)} />}
      {dialog === 'recent' && <RecentDrawer register={register} shift={shift} first={receiptAsked} sending={locked} refusal={refusal} onReturn={giveBack} onClose={() => {
        setDialog(null);
        setReceiptAsked(null);
        setQuery({}, { replace: true });
        setRefusal(null);
      }} />}
      {dialog === 'close' && <CloseShiftDialog shift={shift} basketEmpty={basket.lines.length === 0} onClose={() => setDialog(null)} onClosed={onShiftChanged} />}
      {dialog === 'park' && !isEmpty && <ParkDialog total={totals.total} park={parking.park} onClose={() => setDialog(null)} onParked={({ parkedSaleId, code }) => {
        setDialog(null);
        message.success({
          duration: 8, content: <>{t('parking.parked', { code })} <Button type="link" target="_blank" href={`/api/checkout/stores/${storeId}/parked-sales/${parkedSaleId}/slip.html?language=${i18n.language}`}>{t('parking.slip')}</Button></>,
        });
      }} />}
      {dialog === 'newOrder' && !isEmpty && <NewOrderDialog
        registerId={register.registerId} onClose={() => setDialog(null)}
        lines={basket.lines.map((each) => ({
          productId: each.productId, quantity: fromMilli(each.quantity), unitPrice: fromMinor(each.price), barcode: each.barcode, unit: null, discount: null, priceReason: null, sellerId: null, serialNumber: null, batchNumber: null,
        }))}
        onMade={(order) => {
          message.success(t('order.written', { number: order.number }));
          change(() => emptyBasket);
          setOrderAsked(order.orderId);
          setDialog('orders');
        }}
      />}
      {dialog === 'orders' && <OrdersDrawer
        registerId={register.registerId} first={orderAsked}
        onSold={(sale) => {
          setDialog(null);
          setOrderAsked(null);
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
