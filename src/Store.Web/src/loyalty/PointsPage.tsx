import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../shell/session';
import { ActivitiesPanel } from './ActivitiesPanel';
import { ActivityTypesPanel } from './ActivityTypesPanel';
import { PointsGiftsPanel } from './PointsGiftsPanel';
import { PointsLevelsPanel } from './PointsLevelsPanel';
import { PointsOwedPanel } from './PointsOwedPanel';
import { PointsProgramForm } from './PointsProgramForm';
import { PointsRulesPanel } from './PointsRulesPanel';

/** Points: how they are earned and used, by buying and otherwise, and what is owed in them. */
export default function PointsPage() {
  const { t } = useTranslation(['loyalty', 'shell']);
  const may = useMay();
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.points')}</h1></div>
      <Tabs items={[
        { key: 'rules', label: t('points.rules.title'), children: <PointsRulesPanel /> },
        { key: 'program', label: t('points.program.title'), children: <PointsProgramForm /> },
        { key: 'gifts', label: t('points.gifts.title'), children: <PointsGiftsPanel /> },
        { key: 'levels', label: t('points.levels.title'), children: <PointsLevelsPanel /> },
        { key: 'activities', label: t('points.activities.title'), children: <ActivityTypesPanel /> },
        ...(may('loyalty.decide-activities') ? [{ key: 'waiting', label: t('points.waiting.title'), children: <ActivitiesPanel /> }] : []),
        ...(may('loyalty.manage-points') ? [{ key: 'owed', label: t('points.owed.title'), children: <PointsOwedPanel /> }] : []),
      ]} />
    </div>
  );
}
