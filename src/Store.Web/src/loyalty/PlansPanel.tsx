import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListPlansItem } from '../api/client';
import { useStandings } from '../members/useStandings';
import { type Column, DataList } from '../shell/DataList';
import { useMay } from '../shell/session';
import { PlanDrawer } from './PlanDrawer';

/** The plans for paid memberships. */
export function PlansPanel() {
  const { t } = useTranslation('loyalty');
  const may = useMay()('loyalty.manage-value');
  const { levels } = useStandings();
  const [opened, setOpened] = useState<ListPlansItem | 'new' | null>(null);
  const plans = useQuery({ queryKey: ['plans'], queryFn: () => api.listPlans() });
  const all = plans.data?.items ?? [];
  const columns: Column<ListPlansItem>[] = [
    { key: 'name', title: t('value.name'), phone: 'title', render: ({ terms }) => <>{terms.name} {!terms.active && <Tag>{t('plans.stopped')}</Tag>}</> },
    { key: 'term', title: t('plans.term'), phone: 'aside', render: ({ terms }) => t(`plans.terms.${terms.termUnit as 'Day'}`, { count: terms.term }) },
    { key: 'level', title: t('plans.level'), render: ({ terms }) => levels.find((level) => level.value === terms.levelId)?.label ?? '–' },
    { key: 'early', title: t('plans.early'), render: ({ terms }) => t(terms.renewableEarly ? 'plans.earlyYes' : 'plans.earlyNo') },
    { key: 'refund', title: t('plans.refundDays'), align: 'right', render: ({ terms }) => terms.refundDays },
    { key: 'upgrades', title: t('plans.upgradesTo'), render: ({ terms }) => all.filter((plan) => terms.upgradesTo.includes(plan.planId)).map((plan) => plan.terms.name).join(', ') || '–' },
  ];
  return (
    <>
      {may && <div className="tools"><Button type="primary" onClick={() => setOpened('new')}>{t('plans.add')}</Button></div>}
      <DataList columns={columns} rowKey={(plan) => plan.planId} onOpen={may ? setOpened : undefined} empty={t('plans.none')}
        list={{ rows: all, loading: plans.isLoading, error: plans.error, retry: () => void plans.refetch() }} />
      {opened !== null && <PlanDrawer plan={opened === 'new' ? null : opened} plans={all} onClose={() => setOpened(null)} />}
    </>
  );
}
