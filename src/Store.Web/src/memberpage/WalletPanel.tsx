import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PointsPanel } from './PointsPanel';
import { ValuePanel } from './ValuePanel';

/** Points, and stored value with passes. */
export function WalletPanel() {
  const { t } = useTranslation(['memberpage', 'loyalty']);
  const [shown, setShown] = useState<'points' | 'value'>('points');
  return (
    <>
      <Segmented<'points' | 'value'> block value={shown} onChange={setShown} style={{ marginBottom: 12 }} options={[{ value: 'points', label: t('loyalty:points.balance') }, { value: 'value', label: t('value.title') }]} />
      {shown === 'points' ? <PointsPanel /> : <ValuePanel />}
    </>
  );
}
