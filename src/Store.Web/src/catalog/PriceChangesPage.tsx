import { Button, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { useMay, useSession } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useStoreNames } from '../shell/useNames';
import { PriceChangeDrawer } from './PriceChangeDrawer';
import type { PriceChange, PriceChangeState } from './calls';
import { stateColour, states } from './priceChangeStates';
import { wallText } from './wallTime';

/** Price change documents: made by one, approved by another. */
export default function PriceChangesPage() {
  const { t } = useTranslation(['catalog', 'shell']);
  const { store } = useSession();
  const storeNames = useStoreNames();
  const mayDo = useMay();
  const timeText = useTimeText(store?.timeZone);
  const [state, setState] = useState<PriceChangeState | undefined>(undefined);
  const [opened, setOpened] = useState<number | 'new' | null>(null);
  const changes = useMore(['price-changes', state], (after) => api.listPriceChanges(state, after === undefined ? undefined : Number(after), undefined));
  const columns: Column<PriceChange>[] = [
    { key: 'number', title: t('changes.number'), phone: 'title', render: (change) => change.number },
    { key: 'state', title: t('changes.state'), phone: 'aside', render: (change) => <Tag color={stateColour[change.state]}>{t(`changes.states.${change.state}`)}</Tag> },
    { key: 'reason', title: t('prices.reason'), render: (change) => change.reason },
    { key: 'what', title: t('history.list'), render: (change) => change.listName ?? t('history.retail') },
    { key: 'where', title: t('prices.where'), render: (change) => storeNames(change.storeIds) },
    { key: 'lines', title: t('changes.lines'), align: 'right', render: (change) => change.lines },
    { key: 'from', title: t('shell:from'), render: (change) => (change.from === null ? t('changes.onApproval') : wallText(change.from)) },
    { key: 'by', title: t('changes.madeBy'), render: (change) => `${change.madeBy} · ${timeText(change.madeAt)}` },
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('shell:pages.priceChanges')}</h1>
        {mayDo('catalog.change-price') && <Button type="primary" onClick={() => setOpened('new')}>{t('changes.add')}</Button>}
      </div>
      <div className="tools">
        <Select<PriceChangeState | undefined> allowClear value={state} onChange={setState} placeholder={t('changes.allStates')} options={states.map((each) => ({ value: each, label: t(`changes.states.${each}`) }))} style={{ minWidth: 150 }} />
      </div>
      <DataList columns={columns} list={changes} rowKey={(change) => change.changeId} onOpen={(change) => setOpened(change.changeId)} empty={t('changes.none')} />
      {opened !== null && <PriceChangeDrawer key={opened} changeId={opened === 'new' ? null : opened} onOpen={setOpened} onClose={() => setOpened(null)} />}
    </div>
  );
}
