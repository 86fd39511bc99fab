import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { useMay } from '../shell/session';
import { useTimeText } from '../shell/time';
import { SegmentDrawer } from './SegmentDrawer';
import type { Segment } from './calls';

/** Saved conditions over members. */
export default function SegmentsPage() {
  const { t } = useTranslation(['members', 'shell']);
  const mayDo = useMay();
  const timeText = useTimeText();
  const [opened, setOpened] = useState<Segment | 'new' | null>(null);
  const segments = useMore(['segments'], (after) => api.listSegments(undefined, after, undefined));
  const columns: Column<Segment>[] = [
    { key: 'name', title: t('segments.name'), phone: 'title', render: (segment) => segment.name },
    { key: 'conditions', title: t('segments.conditions'), phone: 'aside', render: (segment) => <Tag>{t('segments.count', { count: Object.values(segment.conditions).filter((value) => value !== null && value !== undefined).length })}</Tag> },
    { key: 'changed', title: t('segments.changed'), render: (segment) => `${segment.changedByName} · ${timeText(segment.changedAt)}` },
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('shell:pages.segments')}</h1>
        {mayDo('members.manage-segments') && <Button type="primary" onClick={() => setOpened('new')}>{t('segments.add')}</Button>}
      </div>
      <DataList columns={columns} list={segments} rowKey={(segment) => segment.segmentId} onOpen={setOpened} empty={t('segments.none')} />
      {opened !== null && <SegmentDrawer segment={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </div>
  );
}
