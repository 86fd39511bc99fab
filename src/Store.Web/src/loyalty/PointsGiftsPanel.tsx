import { Alert, Button, Form, Input, InputNumber, Switch, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListPointsGiftsItem } from '../api/client';
import { ProductSelect } from '../marketing/ProductSelect';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';

/** The goods that are given for points, newest first. */
export function PointsGiftsPanel() {
  const { t } = useTranslation('loyalty');
  const may = useMay()('loyalty.manage-points');
  const [all, setAll] = useState(false);
  const [opened, setOpened] = useState<ListPointsGiftsItem | 'new' | null>(null);
  const gifts = useMore(['points-gifts', all], (after) => api.listPointsGifts(all, undefined, after === undefined ? undefined : Number(after), 50));
  const columns: Column<ListPointsGiftsItem>[] = [
    { key: 'name', title: t('points.gifts.name'), phone: 'title', render: (gift) => <>{gift.name} {!gift.active && <Tag>{t('points.rules.ended')}</Tag>}</> },
    { key: 'points', title: t('points.gifts.points'), align: 'right', phone: 'aside', render: (gift) => gift.points },
  ];
  return (
    <>
      <div className="tools">
        {may && <Button type="primary" onClick={() => setOpened('new')}>{t('points.gifts.add')}</Button>}
        <label><Switch size="small" checked={all} onChange={setAll} /> {t('points.rules.showEnded')}</label>
      </div>
      <DataList columns={columns} rowKey={(gift) => gift.giftId} onOpen={may ? setOpened : undefined} empty={t('points.gifts.none')} list={gifts} />
      {opened !== null && <GiftDrawer known={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </>
  );
}

interface Fields { productId: number; name: string; points: number; active: boolean }

function GiftDrawer({ known, onClose }: { readonly known: ListPointsGiftsItem | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const saving = useSave(async ({ productId, name, points, active }: Fields) => {
    await (known ? api.changePointsGift(known.giftId, { name, points, active, version: known.version }) : api.createPointsGift({ productId, name, points }));
  }, [['points-gifts']], onClose);
  const required = [{ required: true, message: t('shell:required') }];
  return (
    <Drawer open size={480} title={known?.name ?? t('points.gifts.add')} onClose={onClose}>
      <Form<Fields> name="points-gift" layout="vertical" requiredMark={false} initialValues={known ?? { active: true }} onFinish={saving.mutate}>
        {!known && <Form.Item name="productId" label={t('points.gifts.product')} extra={t('points.gifts.productHint')} rules={required}><ProductSelect /></Form.Item>}
        <Form.Item name="name" label={t('points.gifts.name')} rules={required}><Input maxLength={100} autoComplete="off" /></Form.Item>
        <Form.Item name="points" label={t('points.gifts.points')} rules={required}><InputNumber min={1} max={10_000_000} precision={0} style={{ width: '100%' }} /></Form.Item>
        {known && <Form.Item name="active" label={t('points.gifts.active')} valuePropName="checked"><Switch /></Form.Item>}
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      </Form>
    </Drawer>
  );
}
