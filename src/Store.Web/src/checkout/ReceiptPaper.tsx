import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../shell/ProblemAlert';
import { useStore } from '../shell/session';
import { api } from '../api';

/** A receipt as it comes out of the printer. */
export function ReceiptPaper({ saleId }: { readonly saleId: number }) {
  const { storeId } = useStore();
  const { i18n: { language } } = useTranslation();
  const receipt = useQuery({ queryKey: ['receipt', storeId, saleId, language], queryFn: () => api.getReceiptText(storeId, saleId, 58, language), staleTime: Infinity });
  if (receipt.error) return <ProblemAlert error={receipt.error} retry={() => void receipt.refetch()} />;
  return receipt.data === undefined ? <Skeleton active /> : <pre className="paper">{receipt.data}</pre>;
}
