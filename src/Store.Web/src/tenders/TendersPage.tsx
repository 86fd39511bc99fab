import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../shell/ProblemAlert';
import { CurrenciesPanel } from './CurrenciesPanel';
import { ProvidersForm } from './ProvidersForm';
import { RefundRulesForm } from './RefundRulesForm';
import { RoundingForm } from './RoundingForm';
import { useTenderSettings } from './useTenderSettings';

/** How the store takes money. */
export default function TendersPage() {
  const { t } = useTranslation('tenders');
  const settings = useTenderSettings();
  return (
    <div className="page">
      <div className="page-head"><h1>{t('title')}</h1></div>
      {settings.error ? <ProblemAlert error={settings.error} retry={() => void settings.refetch()} /> : !settings.data ? <Skeleton active /> : (
        <div key={settings.data.version}>
          <RoundingForm settings={settings.data} />
          <ProvidersForm settings={settings.data} />
          <RefundRulesForm />
          <CurrenciesPanel />
        </div>
      )}
    </div>
  );
}
