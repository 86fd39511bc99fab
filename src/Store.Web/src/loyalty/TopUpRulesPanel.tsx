import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListTopUpRulesItem } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { toMinor } from '../shell/money';
import { useStandings } from '../members/useStandings';
import { useMay } from '../shell/session';
import { useStoreNames } from '../shell/useNames';
import { TopUpRuleDrawer } from './TopUpRuleDrawer';

/** What top-ups bring on top, smallest amount first. */
export function TopUpRulesPanel() {
  const { t } = useTranslation('loyalty');
  const may = useMay()('loyalty.manage-value');
  const storeNames = useStoreNames();
  const { levels } = useStandings();
  const [opened, setOpened] = useState<ListTopUpRulesItem | 'new' | null>(null);
  const rules = useQuery({ queryKey: ['top-up-rules'], queryFn: () => api.listTopUpRules() });
  const columns: Column<ListTopUpRulesItem>[] = [
    { key: 'name', title: t('value.name'), phone: 'title', render: ({ terms }) => <>{terms.name} {!terms.active && <Tag>{t('value.rules.ended')}</Tag>}</> },
    { key: 'paid', title: t('value.rules.paidAtLeast'), align: 'right', phone: 'aside', render: ({ terms }) => <Amount minor={toMinor(terms.paidAtLeast)} /> },
    { key: 'bonus', title: t('value.rules.bonus'), align: 'right', render: ({ terms }) => <Amount minor={toMinor(terms.bonus)} /> },
    { key: 'terms', title: t('value.rules.comes'), render: ({ terms }) => (terms.instalments > 1 ? t(`value.rules.in.${terms.every as 'Day'}`, { count: terms.instalments }) : t('value.rules.atOnce')) },
    { key: 'more', title: t('value.rules.more'), render: ({ terms }) => [...(terms.bonusPoints > 0 ? [t('value.rules.points', { count: terms.bonusPoints })] : []), ...(terms.passUses > 0 ? [`${terms.passName} × ${terms.passUses}`] : []), ...(terms.couponTemplateId != null ? [t('value.rules.coupon')] : []), ...(terms.levelId != null ? [levels.find((level) => level.value === terms.levelId)?.label ?? t('value.rules.level')] : [])].join(' · ') || '–' },
    { key: 'where', title: t('value.rules.where'), render: ({ terms }) => storeNames(terms.storeIds) },
  ];
  return (
    <>
      {may && <div className="tools"><Button type="primary" onClick={() => setOpened('new')}>{t('value.rules.add')}</Button></div>}
      <DataList columns={columns} rowKey={(rule) => rule.ruleId} onOpen={may ? setOpened : undefined} empty={t('value.rules.none')}
        list={{ rows: rules.data?.items ?? [], loading: rules.isLoading, error: rules.error, retry: () => void rules.refetch() }} />
      {opened !== null && <TopUpRuleDrawer rule={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </>
  );
}
