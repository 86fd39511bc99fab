import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { toMinor } from '../shell/money';
import { useStore } from '../shell/session';

/** What went back by which tender: so much cash is handed out, the rest is on its way to where it came from. */
export function RefundedBy({ saleId }: { readonly saleId: number }) {
  const { t } = useTranslation('checkout');
  const { storeId } = useStore();
  const sale = useQuery({ queryKey: ['sale', storeId, saleId], queryFn: () => api.getSale(storeId, saleId) });
  return sale.data?.payments.map(({ tender, amount, reference }, index) => (
    <div key={index} data-testid="refunded-by"><span>{t(`tender.${tender as 'Cash'}`)} {tender === 'GiftCard' && reference && <small>{reference}</small>}</span><Amount minor={-toMinor(amount)} /></div>
  ));
}
