import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useIsPhone } from '../shell/useIsPhone';
import { PrintButtons } from './PrintButtons';
import { ReceiptPaper } from './ReceiptPaper';
import { ReturnPanel } from './ReturnPanel';
import { UnverifiedReturn } from './UnverifiedReturn';
import type { GoodsBack } from './basket';
import { receiptNumberOf, receiptNumberText } from './receiptNumber';
import { type OpenShift, type Register, type ReturnBody, type SaleRow, type UnverifiedReturnBody, listSales } from './calls';
import { tillCodeOf } from './tillCodes';
import { useScanner } from './useScanner';

interface Props {
  readonly register: Register;
  readonly shift: OpenShift;
  /** The receipt number to begin with. */
  readonly first: string | null;
  readonly sending: boolean;
  readonly refusal: Problem | null;
  readonly onReturn: (body: ReturnBody) => void;
  readonly onUnverified: (body: UnverifiedReturnBody) => void;
  readonly onExchange: ((goods: readonly GoodsBack[]) => void) | undefined;
  readonly onClose: () => void;
}

type Asked = { readonly code: string } | { readonly receiptNumber: number };

/** A receipt is asked for by the code in its barcode or by its number. */
function askedOf(text: string): Asked {
  const code = tillCodeOf(text);
  return code?.kind === 'receipt' ? { code: code.code } : { receiptNumber: receiptNumberOf(text) };
}

/** Recent receipts of the register, any receipt by its number, and from there the return of goods. */
export function RecentDrawer({ register, shift, first, sending, refusal, onReturn, onUnverified, onExchange, onClose }: Props) {
  const { t } = useTranslation('checkout');
  const { storeId, timeZone } = useStore();
  const mayDo = useMay();
  const phone = useIsPhone();
  const timeText = useTimeText(timeZone);
  const [typed, setTyped] = useState(first ?? '');
  const [asked, setAsked] = useState<Asked | null>(first === null ? null : askedOf(first));
  const [opened, setOpened] = useState<SaleRow | null>(null);
  const [returning, setReturning] = useState(false);
  const [unverified, setUnverified] = useState(false);
  const filter = asked ?? { registerId: register.registerId, date: shift.businessDate };
  const list = useMore(['sales', storeId, filter], (after) => listSales(storeId, filter, after, 30));
  const find = (text: string) => {
    setTyped(text);
    setAsked(text.trim() === '' ? null : askedOf(text));
    setOpened(null);
    setReturning(false);
  };
  useScanner(find, !unverified);

  const columns: Column<SaleRow>[] = [
    { key: 'number', title: t('receipt.number'), phone: 'title', render: (sale) => <>{sale.registerCode}-{String(sale.receiptNumber).padStart(6, '0')} {sale.kind !== 'Sale' && <Tag color="orange">{t(`kind.${sale.kind as 'Return'}`)}</Tag>}</> },
    { key: 'time', title: t('sales.time'), render: (sale) => timeText(sale.occurredAt, asked !== null) },
    { key: 'cashier', title: t('sales.cashier'), render: (sale) => sale.cashierName },
    { key: 'total', title: t('sales.total'), align: 'right', phone: 'aside', render: (sale) => <Amount minor={toMinor(sale.total)} /> },
  ];
  const back = () => {
    if (unverified) setUnverified(false);
    else if (returning) setReturning(false);
    else setOpened(null);
  };
  return (
    <Drawer open className="touch" size={680} title={unverified ? t('unverified.title') : opened ? t('receipt.title', { number: opened.receiptNumber }) : t('recent.title')} onClose={sending ? undefined : onClose} mask={{ closable: !sending }}
      extra={(opened !== null || unverified) && <Button disabled={sending} onClick={back}>{t('recent.back')}</Button>}>
      {unverified ? <UnverifiedReturn registerId={register.registerId} sending={sending} refusal={refusal} onReturn={onUnverified} /> : opened === null ? (
        <>
          <Input.Search autoFocus={!phone} allowClear size="large" value={typed} inputMode="numeric" placeholder={t('recent.placeholder')} aria-label={t('recent.placeholder')} style={{ marginBottom: 12 }} enterButton={t('recent.find')} onChange={(event) => setTyped(event.target.value)} onSearch={find} />
          <DataList columns={columns} list={list} rowKey={(sale) => sale.saleId} onOpen={setOpened} empty={asked === null ? t('recent.none') : t('recent.notFound')} />
          {mayDo('checkout.return') && <Button size="large" block style={{ marginTop: 12 }} onClick={() => setUnverified(true)}>{t('unverified.title')}</Button>}
        </>
      ) : returning ? (
        <ReturnPanel saleId={opened.saleId} registerId={register.registerId} sending={sending} refusal={refusal} onReturn={onReturn} onExchange={onExchange} />
      ) : (
        <>
          <ReceiptPaper saleId={opened.saleId} />
          <div style={{ display: 'flex', gap: 8, marginTop: 12 }}><PrintButtons saleId={opened.saleId} gift={opened.kind !== 'Return'} title={receiptNumberText(opened.registerCode, opened.receiptNumber)} /></div>
          {opened.kind !== 'Return' && mayDo('checkout.return') && <Button type="primary" size="large" block style={{ marginTop: 16 }} onClick={() => setReturning(true)}>{t('return.start')}</Button>}
        </>
      )}
    </Drawer>
  );
}
