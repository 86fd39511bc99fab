import { CheckCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { type Minor, currencyText } from '../shell/money';

/** It is paid: the change, and thanks. */
export function DoneScreen({ currency, total, change }: { readonly currency: string; readonly total: Minor; readonly change: Minor }) {
  const { t } = useTranslation('display');
  return (
    <div className="display-done">
      <CheckCircleFilled className="display-done-sign" />
      <h1>{t(total < 0 ? 'returned' : 'paid')}</h1>
      <dl>
        <dt>{t(total < 0 ? 'refund' : 'total')}</dt><dd>{currencyText(Math.abs(total), currency)}</dd>
        {change > 0 && <><dt>{t('change')}</dt><dd className="display-change">{currencyText(change, currency)}</dd></>}
      </dl>
      <p>{t('thanks')}</p>
    </div>
  );
}
