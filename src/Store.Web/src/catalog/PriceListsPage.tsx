import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { useStandings } from '../members/useStandings';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { useMay } from '../shell/session';
import { useNames, useStoreNames } from '../shell/useNames';
import { PriceFloorsDrawer } from './PriceFloorsDrawer';
import { PriceListDrawer } from './PriceListDrawer';
import type { PriceList } from './calls';
import { wallText } from './wallTime';

/** The price lists of the chain: for whom, where and when they hold. */
export default function PriceListsPage() {
  const { t } = useTranslation(['catalog', 'shell']);
  const mayDo = useMay();
  const [opened, setOpened] = useState<number | 'new' | null>(null);
  const [floors, setFloors] = useState(false);
  const lists = useMore(['price-lists'], (after) => api.listPriceLists(after === undefined ? undefined : Number(after), undefined));
  const storeNames = useStoreNames();
  const names = useNames();
  const { levels, groups } = useStandings();
  const whom = (list: PriceList) => {
    const known = [...levels.filter((level) => list.levelIds.includes(level.value)), ...groups.filter((group) => list.groupIds.includes(group.value))];
    if (list.levelIds.length + list.groupIds.length === 0) return t('lists.everyone');
    return known.length === list.levelIds.length + list.groupIds.length ? names(known.map((one) => one.label)) : t('lists.levelsAndGroups', { levels: list.levelIds.length, groups: list.groupIds.length });
  };
  const columns: Column<PriceList>[] = [
    { key: 'name', title: t('name'), phone: 'title', render: (list) => <>{list.name} {!list.active && <Tag>{t('lists.off')}</Tag>}</> },
    { key: 'kind', title: t('lists.kind'), phone: 'aside', render: (list) => <Tag color={list.kind === 'Special' || list.kind === 'MemberSpecial' ? 'volcano' : 'blue'}>{t(`lists.kinds.${list.kind}`)}</Tag> },
    { key: 'where', title: t('prices.where'), render: (list) => storeNames(list.storeIds) },
    { key: 'whom', title: t('lists.whom'), render: whom },
    { key: 'from', title: t('shell:from'), render: (list) => wallText(list.from) },
    { key: 'to', title: t('shell:to'), render: (list) => wallText(list.to) },
    { key: 'priority', title: t('lists.priority'), align: 'right', render: (list) => (list.priority === 0 ? '–' : list.priority) },
    { key: 'products', title: t('lists.products'), align: 'right', render: (list) => list.products },
  ];
  const list = typeof opened === 'number' ? lists.rows.find((each) => each.listId === opened) : undefined;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('shell:pages.priceLists')}</h1>
        <Button onClick={() => setFloors(true)}>{t('floors.title')}</Button>
        {mayDo('catalog.change-price') && <Button type="primary" onClick={() => setOpened('new')}>{t('lists.add')}</Button>}
      </div>
      <p style={{ color: '#5b6770', marginTop: 0 }}>{t('lists.hint')}</p>
      <DataList columns={columns} list={lists} rowKey={(each) => each.listId} onOpen={(each) => setOpened(each.listId)} empty={t('lists.none')} />
      {opened !== null && (opened === 'new' || list) && <PriceListDrawer key={opened} list={list ?? null} onMade={setOpened} onClose={() => setOpened(null)} />}
      {floors && <PriceFloorsDrawer onClose={() => setFloors(false)} />}
    </div>
  );
}
