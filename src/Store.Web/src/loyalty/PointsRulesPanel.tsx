import { Button, Switch, Tag } from 'antd';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListPointsRulesItem } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { useMay } from '../shell/session';
import { useStoreNames } from '../shell/useNames';
import './loyalty.css';
import { PointsRuleDrawer } from './PointsRuleDrawer';
import { useRuleTimes } from './useRuleTimes';

/** The rules by which members earn more points, or fewer, newest first. */
export function PointsRulesPanel() {
  const { t } = useTranslation('loyalty');
  const may = useMay()('loyalty.manage-points');
  const storeNames = useStoreNames();
  const whenOf = useRuleTimes();
  const [ended, setEnded] = useState(false);
  const [opened, setOpened] = useState<ListPointsRulesItem | 'new' | null>(null);
  const rules = useMore(['points-rules', ended], (after) => api.listPointsRules(ended, after === undefined ? undefined : Number(after), 50));
  const columns: Column<ListPointsRulesItem>[] = [
    { key: 'name', title: t('points.rules.name'), phone: 'title', render: (row) => <>{row.rule.name} {row.ended && <Tag>{t('points.rules.ended')}</Tag>}</> },
    { key: 'gives', title: t('points.rules.gives'), phone: 'aside', render: ({ rule }) => (rule.factor !== null ? `× ${rule.factor}` : t('points.rules.perUnitText', { points: rule.perUnit })) },
    { key: 'together', title: t('points.rules.together'), render: ({ rule }) => t(rule.addsUp ? 'points.rules.addsUp' : 'points.rules.bestWins') },
    { key: 'when', title: t('points.rules.when'), render: ({ rule }) => <When parts={whenOf(rule)} /> },
    { key: 'where', title: t('points.rules.stores'), render: ({ rule }) => storeNames(rule.storeIds ?? []) },
  ];
  return (
    <>
      <div className="tools">
        {may && <Button type="primary" onClick={() => setOpened('new')}>{t('points.rules.add')}</Button>}
        <label><Switch size="small" checked={ended} onChange={setEnded} /> {t('points.rules.showEnded')}</label>
      </div>
      <DataList columns={columns} rowKey={(row) => row.ruleId} onOpen={may ? setOpened : undefined} empty={t('points.rules.none')} list={rules} />
      {opened !== null && <PointsRuleDrawer known={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </>
  );
}

/** Each part stays whole where the line breaks. */
function When({ parts }: { readonly parts: readonly string[] }) {
  if (parts.length === 0) return '–';
  return parts.map((part, place) => <Fragment key={part}>{place > 0 && ' · '}<span className="loyalty-whole">{part}</span></Fragment>);
}
