import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { QuoteReturnResult } from '../api/client';
import { Amount } from '../shell/Amount';
import { toMinor } from '../shell/money';

/** Why less (or more) goes back than was paid for the goods: they were a part of a deal. */
export function BrokenDeals({ quote }: { readonly quote: QuoteReturnResult }) {
  const { t } = useTranslation('checkout');
  const withheld = toMinor(quote.withheld);
  if (withheld === 0) return null;
  const names = quote.brokenDeals.join(t('return.and'));
  return (
    <Alert
      type="info" showIcon data-testid="broken-deal" title={names === '' ? t('return.dealChanged') : t('return.dealBroken', { names })}
      description={<>{t(withheld > 0 ? 'return.withheld' : 'return.released')} <Amount minor={Math.abs(withheld)} /></>}
    />
  );
}
