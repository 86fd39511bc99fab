import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePrint } from '../devices/useTillPrinting';
import { Amount } from '../shell/Amount';
import { Modal } from '../shell/Modal';
import { toMinor } from '../shell/money';
import { useIsPhone } from '../shell/useIsPhone';
import { PrintButtons } from './PrintButtons';
import { ReceiptPaper } from './ReceiptPaper';
import { RefundedBy } from './RefundedBy';
import type { SaleDone } from './calls';

/** The sale is done: change, receipt, next customer. */
export function ReceiptDialog({ sale, onNext }: { readonly sale: SaleDone; readonly onNext: () => void }) {
  const { t } = useTranslation(['checkout', 'tenders']);
  const phone = useIsPhone();
  const back = sale.total < 0;
  const { trouble } = usePrint();
  return (
    <Modal
      open className="touch" width={500} style={{ top: 24 }} title={t(back ? 'receipt.returned' : 'receipt.done', { number: sale.receiptNumber })} onCancel={onNext}
      footer={[
        <PrintButtons key="print" saleId={sale.saleId} gift={!back} title={String(sale.receiptNumber).padStart(6, '0')} />,
        <Button key="next" type="primary" size="large" block={phone} autoFocus onClick={onNext}><span><span className="key" aria-hidden>Enter</span>{t('receipt.next')}</span></Button>,
      ]}
    >
      <div className="pay-figures" style={{ marginBottom: 12 }}>
        <div><span>{t(back ? 'receipt.refunded' : 'pay.total')}</span><span className="figure"><Amount minor={Math.abs(toMinor(sale.total) + (back ? toMinor(sale.rounding) : 0))} /></span></div>
        {sale.rounding !== 0 && <div><span>{t('tenders:rounding.line')}</span><span className="figure"><Amount minor={toMinor(sale.rounding)} /></span></div>}
        {back && <RefundedBy saleId={sale.saleId} />}
        {!back && <div style={{ color: '#0f766e' }}><span>{t('pay.change')}</span><span className="figure" data-testid="change-given"><Amount minor={toMinor(sale.change)} /></span></div>}
        {sale.storedChange > 0 && <div><span>{t('pay.stored')}</span><span className="figure" data-testid="change-stored"><Amount minor={toMinor(sale.storedChange)} /></span></div>}
      </div>
      {trouble !== null && <Alert type="warning" showIcon title={trouble} style={{ marginBottom: 12 }} />}
      <div style={{ maxHeight: '46vh', overflow: 'auto', padding: 4 }}><ReceiptPaper saleId={sale.saleId} /></div>
    </Modal>
  );
}
