import { Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMore } from '../shell/lists';
import { MyList, MyRow } from './MyList';
import { ReceiptDrawer } from './ReceiptDrawer';
import { memberApi } from './phone';
import { useMyStores } from './useMyStores';

/** What the member has bought and brought back. */
export function ReceiptsPanel() {
  const { t } = useTranslation(['memberpage', 'checkout']);
  const stores = useMyStores();
  const [saleId, setSaleId] = useState<number | null>(null);
  const receipts = useMore(['my', 'receipts'], (after) => memberApi.listMyReceipts(after === undefined ? undefined : Number(after), 20));
  return (
    <>
      <MyList list={receipts} rowKey={(receipt) => receipt.saleId} empty={t('receipts.none')} row={(receipt) => (
        <MyRow title={stores.name(receipt.storeId)} aside={stores.amount(receipt.total, receipt.storeId)} onOpen={() => setSaleId(receipt.saleId)}>
          <span>{stores.time(receipt.occurredAt, receipt.storeId)}</span>
          <span>{receipt.registerCode}-{String(receipt.receiptNumber).padStart(6, '0')}</span>
          <span>{t('receipts.pieces', { count: receipt.itemCount })}</span>
          {receipt.kind !== 'Sale' && <Tag>{t(`checkout:kind.${receipt.kind as 'Return'}`)}</Tag>}
        </MyRow>
      )} />
      <ReceiptDrawer saleId={saleId} onClose={() => setSaleId(null)} />
    </>
  );
}
