import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { PointsProgramForm } from './PointsProgramForm';
import { PointsRulesPanel } from './PointsRulesPanel';

/** Points: how they are earned and used, and the rules by which some earn more. */
export default function PointsPage() {
  const { t } = useTranslation(['loyalty', 'shell']);
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.points')}</h1></div>
      <Tabs items={[
        { key: 'rules', label: t('points.rules.title'), children: <PointsRulesPanel /> },
        { key: 'program', label: t('points.program.title'), children: <PointsProgramForm /> },
      ]} />
    </div>
  );
}
