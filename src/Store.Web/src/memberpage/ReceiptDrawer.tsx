import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert } from '../shell/ProblemAlert';
import { memberApi } from './phone';

/** One receipt, as it came out of the printer. */
export function ReceiptDrawer({ saleId, onClose }: { readonly saleId: number | null; readonly onClose: () => void }) {
  const { t } = useTranslation('memberpage');
  return saleId === null ? null : <Drawer open placement="bottom" size="85%" title={t('receipts.one')} onClose={onClose}><Paper saleId={saleId} /></Drawer>;
}

function Paper({ saleId }: { readonly saleId: number }) {
  const { i18n: { language } } = useTranslation();
  const receipt = useQuery({ queryKey: ['my', 'receipt', saleId, language], queryFn: () => memberApi.showMyReceipt(saleId, language), staleTime: Infinity });
  if (receipt.error) return <ProblemAlert error={receipt.error} retry={() => void receipt.refetch()} />;
  return receipt.data === undefined ? <Skeleton active /> : <pre className="paper">{receipt.data}</pre>;
}
