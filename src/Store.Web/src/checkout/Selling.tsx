import { Alert, App, Button, Drawer } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { NoAnswer, Problem, api } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { type Milli, fromMilli, fromMinor, milliPerUnit, toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { useIsPhone } from '../shell/useIsPhone';
import { BasketLines } from './BasketLines';
import { CloseShiftDialog } from './CloseShiftDialog';
import { HelpDialog } from './HelpDialog';
import { PayDialog } from './PayDialog';
import { type PriceDiffers, PriceDiffersDialog, priceDiffersOf } from './PriceDiffersDialog';
import { QuantityDialog } from './QuantityDialog';
import { ReceiptDialog } from './ReceiptDialog';
import { RecentDrawer } from './RecentDrawer';
import { ScanQueue, type ScanOutcome } from './scanQueue';
import { SearchPanel } from './SearchPanel';
import { TillKeys } from './TillKeys';
import { TotalPanel } from './TotalPanel';
import { addGoods, emptyBasket, moveTouch, removeLine, reprice, setQuantity, totalsOf, touch, undoRemove } from './basket';
import { beep } from './beep';
import type { OpenShift, Register, ReturnBody, SaleDone } from './calls';
import type { Payment } from './payment';
import { useBasket } from './useBasket';
import { useDelivery } from './useDelivery';
import { useFreshPrices } from './useFreshPrices';
import { useKeys } from './useKeys';
import { useScanner } from './useScanner';

export type TillDialog = 'search' | 'quantity' | 'pay' | 'recent' | 'close' | 'help';

interface Props { readonly register: Register; readonly shift: OpenShift; readonly onShiftChanged: () => void; readonly onLeave: () => void }

/** The till while a shift is open. */
export function Selling({ register, shift, onShiftChanged, onLeave }: Props) {
  const { t } = useTranslation('checkout');
  const { storeId, pricesIncludeTax } = useStore();
  const { message, modal } = App.useApp();
  const phone = useIsPhone();
  const mayDo = useMay();
  const box = useBasket(storeId, register.registerId);
  const { basket, change, current } = box;
  useFreshPrices(box);
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

  useScanner((code) => {
    // The next customer's goods are on the counter: the receipt goes away.
    setDone(null);
    setRefusal(null);
    queue.add(code);
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
  const remove = (productId: number) => !locked && change((before) => removeLine(before, productId));
  const changeQuantity = (productId: number, quantity: Milli) => !locked && change((before) => setQuantity(before, productId, quantity));
  const clear = () => {
    if (mayPay) modal.confirm({ title: t('basket.voidQuestion'), okText: t('basket.void'), okButtonProps: { danger: true }, onOk: () => change(() => emptyBasket) });
  };
  const findGoods = () => (phone ? setDialog('search') : setSearchFocus((times) => times + 1));
  const actions = {
    help: () => setDialog('help'),
    search: findGoods,
    quantity: line && !locked ? () => setDialog('quantity') : undefined,
    remove: line && !locked ? () => remove(line.productId) : undefined,
    undo: basket.removed && !locked ? () => change(undoRemove) : undefined,
    clear: mayPay ? clear : undefined,
    recent: !locked && mayDo('checkout.view-sales') ? () => setDialog('recent') : undefined,
    close: !locked && mayDo('checkout.manage-shifts') ? () => setDialog('close') : undefined,
  };
  const openPay = mayPay ? () => setDialog('pay') : undefined;
  const cashExact = mayPay ? () => pay([{ tender: 'Cash', amount: totals.total, reference: null }]) : undefined;
  useKeys({
    F1: actions.help, F2: actions.search, F3: actions.quantity, F4: actions.remove, F5: actions.clear ?? (() => undefined), F6: actions.recent, F7: actions.undo, F8: openPay, F9: cashExact, F10: actions.close,
    ArrowUp: () => change((before) => moveTouch(before, -1)), ArrowDown: () => change((before) => moveTouch(before, 1)), Delete: actions.remove,
    '+': line ? () => changeQuantity(line.productId, line.quantity + milliPerUnit) : undefined, '-': line ? () => changeQuantity(line.productId, line.quantity - milliPerUnit) : undefined,
  }, dialog === null && done === null && differs === null);

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
      {dialog === 'recent' && <RecentDrawer register={register} shift={shift} first={asked} sending={locked} refusal={refusal} onReturn={giveBack} onClose={() => {
        setDialog(null);
        setQuery({}, { replace: true });
        setRefusal(null);
      }} />}
      {dialog === 'close' && <CloseShiftDialog shift={shift} basketEmpty={basket.lines.length === 0} onClose={() => setDialog(null)} onClosed={onShiftChanged} />}
      {done && <ReceiptDialog sale={done} onNext={() => setDone(null)} />}
    </div>
  );
}
