import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../shell/session';
import { ExpiringMembershipsPanel } from './ExpiringMembershipsPanel';
import { PlansPanel } from './PlansPanel';
import { TopUpRulesPanel } from './TopUpRulesPanel';
import { ValueOwedPanel } from './ValueOwedPanel';
import { ValueProductsPanel } from './ValueProductsPanel';
import { ValueSettingsForm } from './ValueSettingsForm';
import { ValueSettlementPanel } from './ValueSettlementPanel';

/** Stored value: what top-ups bring, what sells value, paid memberships, what is owed to members and between stores. */
export default function ValuePage() {
  const { t } = useTranslation(['loyalty', 'shell']);
  const mayDo = useMay();
  const books = mayDo('loyalty.view-books');
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.storedValue')}</h1></div>
      <Tabs items={[
        { key: 'rules', label: t('value.rules.title'), children: <TopUpRulesPanel /> },
        { key: 'products', label: t('value.products.title'), children: <ValueProductsPanel /> },
        { key: 'plans', label: t('plans.title'), children: <PlansPanel /> },
        { key: 'ending', label: t('memberships.ending'), children: <ExpiringMembershipsPanel /> },
        ...(books ? [
          { key: 'owed', label: t('value.owed.title'), children: <ValueOwedPanel /> },
          { key: 'settlement', label: t('value.settlement.title'), children: <ValueSettlementPanel /> },
        ] : []),
        { key: 'settings', label: t('value.settings.title'), children: <ValueSettingsForm /> },
      ]} />
    </div>
  );
}
