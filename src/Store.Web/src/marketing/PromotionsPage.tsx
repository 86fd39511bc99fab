import { Button, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { useMay, useSession } from '../shell/session';
import { wallClock } from '../shell/time';
import { PromotionDrawer } from './PromotionDrawer';
import { type PromotionItem, type State, states } from './calls';
import { standing } from './definition';

const colors = { Draft: 'default', Coming: 'blue', Running: 'green', Paused: 'orange', Over: 'default', Ended: 'default' } as const;

const wallText = (time: string) => time.slice(0, 16).replace('T', ' ');

/** The promotions of the chain and of the person's stores. */
export default function PromotionsPage() {
  const { t } = useTranslation(['marketing', 'shell']);
  const mayDo = useMay();
  const { store, stores } = useSession();
  const [state, setState] = useState<State | 'all'>('all');
  const [opened, setOpened] = useState<number | 'new' | null>(null);
  const promotions = useMore(['promotions', state], (after) => api.listPromotions(state === 'all' ? undefined : state, after === undefined ? undefined : Number(after), undefined));
  const now = wallClock((store ?? stores[0])?.timeZone).format('YYYY-MM-DDTHH:mm:ss');
  const columns: Column<PromotionItem>[] = [
    { key: 'name', title: t('name'), phone: 'title', render: (promotion) => promotion.name },
    { key: 'kind', title: t('kind'), render: (promotion) => t(`kinds.${promotion.kind}`) },
    { key: 'from', title: t('shell:from'), render: (promotion) => wallText(promotion.from) },
    { key: 'to', title: t('shell:to'), render: (promotion) => (promotion.to === null ? t('when.openEnd') : wallText(promotion.to)) },
    { key: 'stores', title: t('when.stores'), render: (promotion) => (promotion.wholeChain ? t('shell:wholeChain') : t('when.someStores')) },
    { key: 'priority', title: t('priority'), align: 'right', render: (promotion) => promotion.priority },
    { key: 'state', title: t('state'), phone: 'aside', render: (promotion) => <Standing promotion={promotion} now={now} /> },
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('shell:pages.promotions')}</h1>
        {mayDo('marketing.manage-promotions') && <Button type="primary" onClick={() => setOpened('new')}>{t('add')}</Button>}
      </div>
      <div className="tools"><Segmented<State | 'all'> value={state} onChange={setState} options={[{ value: 'all', label: t('shell:all') }, ...states.map((one) => ({ value: one, label: t(`states.${one}`) }))]} /></div>
      <DataList columns={columns} list={promotions} rowKey={(promotion) => promotion.promotionId} onOpen={(promotion) => setOpened(promotion.promotionId)} empty={t('none')} />
      {opened !== null && <PromotionDrawer key={opened} promotionId={opened === 'new' ? null : opened} onMade={setOpened} onClose={() => setOpened(null)} />}
    </div>
  );
}

function Standing({ promotion, now }: { readonly promotion: PromotionItem; readonly now: string }) {
  const { t } = useTranslation('marketing');
  const where = standing(promotion.state, promotion.from, promotion.to, now);
  return <Tag color={colors[where]}>{t(`standing.${where}`)}</Tag>;
}
