import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Collapse, DatePicker, Form, Input, InputNumber, Radio, Select, Skeleton, TimePicker } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { useStandings } from '../members/useStandings';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useMay, useSession, useToday } from '../shell/session';
import { useSave } from '../shell/useSave';
import { GoodsForm } from './GoodsForm';
import { TermsForm } from './TermsForm';
import { TryPanel } from './TryPanel';
import { type Definition, type Kind, type PromotionDetail, type State, kinds, stackings, weekdays } from './calls';
import { type Fields, emptyFields, toDefinition, toFields } from './definition';

interface Props { readonly promotionId: number | null; readonly onMade: (promotionId: number) => void; readonly onClose: () => void }

/** Writes a promotion, tries it on a basket, and takes it live, on hold or to its end. */
export function PromotionDrawer({ promotionId, onMade, onClose }: Props) {
  const { t } = useTranslation('marketing');
  const promotion = useQuery({ queryKey: ['promotion', promotionId], queryFn: () => api.getPromotion(promotionId ?? 0), enabled: promotionId !== null });
  return (
    <Drawer open size={760} title={promotionId === null ? t('add') : promotion.data?.promotion.name ?? ''} onClose={onClose}
      extra={promotion.data && <StateButtons promotion={promotion.data} onCopied={onMade} />}>
      {promotion.error && <ProblemAlert error={promotion.error} retry={() => void promotion.refetch()} />}
      {promotionId === null && <PromotionForm promotion={null} onMade={onMade} />}
      {promotionId !== null && !promotion.error && (promotion.data ? <PromotionForm key={promotion.data.version} promotion={promotion.data} onMade={onMade} /> : <Skeleton active />)}
    </Drawer>
  );
}

/** What may be done with a promotion in each state. */
const moves: Readonly<Record<State, readonly State[]>> = { Draft: ['Active', 'Ended'], Active: ['Paused', 'Ended'], Paused: ['Active', 'Ended'], Ended: [] };

function StateButtons({ promotion, onCopied }: { readonly promotion: PromotionDetail; readonly onCopied: (promotionId: number) => void }) {
  const { t } = useTranslation('marketing');
  const mayDo = useMay();
  const { modal, message } = App.useApp();
  const changes = [['promotions'], ['promotion', promotion.promotionId], ['try-basket']];
  const moving = useSave((state: State) => api.movePromotion(promotion.promotionId, { state, version: promotion.version }), changes, () => undefined);
  const copying = useSave(() => api.copyPromotion(promotion.promotionId), changes, (copy) => onCopied(copy.promotionId));
  if (!mayDo('marketing.manage-promotions')) return null;
  const tell = { onError: (failed: unknown) => void message.error(problemText(failed)) };
  const move = (state: State) => (state === 'Ended'
    ? void modal.confirm({ title: t('endQuestion', { name: promotion.promotion.name }), content: t('endHint'), onOk: () => moving.mutateAsync(state).catch(tell.onError) })
    : moving.mutate(state, tell));
  return (
    <span style={{ display: 'flex', gap: 8 }}>
      {moves[promotion.state].map((state) => <Button key={state} type={state === 'Active' ? 'primary' : 'default'} danger={state === 'Ended'} loading={moving.isPending} onClick={() => move(state)}>{t(`move.${state as 'Active'}`)}</Button>)}
      <Button loading={copying.isPending} onClick={() => copying.mutate(undefined, tell)}>{t('copy')}</Button>
    </span>
  );
}

function PromotionForm({ promotion, onMade }: { readonly promotion: PromotionDetail | null; readonly onMade: (promotionId: number) => void }) {
  const { t } = useTranslation(['marketing', 'shell']);
  const { stores, store, me } = useSession();
  const today = useToday();
  const mayDo = useMay();
  const [form] = Form.useForm<Fields>();
  const kind = (Form.useWatch('kind', form) as Kind | undefined) ?? promotion?.promotion.kind ?? 'Percent';
  const [tried, setTried] = useState<Definition | null>(promotion?.promotion ?? null);
  const { levels, groups } = useStandings();
  const saving = useSave(async (fields: Fields) => {
    const definition = toDefinition(fields);
    return promotion ? api.changePromotion(promotion.promotionId, { promotion: definition, version: promotion.version }) : api.createPromotion(definition);
  }, [['promotions'], ['promotion', promotion?.promotionId], ['try-basket']], (saved) => promotion ?? onMade(saved.promotionId));
  const required = { required: true, message: t('shell:required') };
  const ended = promotion?.state === 'Ended' || !mayDo('marketing.manage-promotions');
  const first = promotion ? toFields(promotion.promotion) : emptyFields(me.chainPermissions.length > 0 ? [] : store ? [store.storeId] : [], today);

  // The basket is priced with what the form says by now, as soon as it says enough.
  const follow = () => void form.validateFields({ validateOnly: true }).then(() => setTried(toDefinition(form.getFieldsValue(true) as Fields)), () => setTried(null));
  return (
    <>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} disabled={ended} initialValues={first} onValuesChange={follow} onFinish={() => saving.mutate(form.getFieldsValue(true) as Fields)} scrollToFirstError>
        <div className="form-grid">
          <Form.Item name="name" label={t('name')} extra={t('nameHint')} rules={[required]}><Input maxLength={100} /></Form.Item>
          <Form.Item name="kind" label={t('kind')} extra={t(`kindHint.${kind}`)}><Select options={kinds.map((one) => ({ value: one, label: t(`kinds.${one}`) }))} /></Form.Item>
        </div>
        <TermsForm kind={kind} />
        <Collapse ghost defaultActiveKey={['goods', 'when']} items={[
          ...(kind === 'Bundle' ? [] : [{ key: 'goods', label: <strong>{t('goods.title')}</strong>, forceRender: true, children: <GoodsForm /> }]),
          {
            key: 'when', label: <strong>{t('when.title')}</strong>, forceRender: true, children: (
              <>
                <div className="form-grid">
                  <Form.Item name="from" label={t('shell:from')} rules={[required]}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" allowClear={false} style={{ width: '100%' }} /></Form.Item>
                  <Form.Item name="to" label={t('shell:to')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('when.openEnd')} style={{ width: '100%' }} /></Form.Item>
                  <Form.Item name="hours" label={t('when.hours')} extra={t('when.hoursHint')}><TimePicker.RangePicker format="HH:mm" order={false} needConfirm={false} style={{ width: '100%' }} /></Form.Item>
                </div>
                <Form.Item name="weekdays" label={t('when.weekdays')} extra={t('when.weekdaysHint')}><Checkbox.Group options={weekdays.map((day) => ({ value: day, label: t(`weekday.${day}`) }))} /></Form.Item>
                <Form.Item name="storeIds" label={t('when.stores')}><Select mode="multiple" placeholder={t('shell:wholeChain')} options={stores.map((one) => ({ value: one.storeId, label: one.name }))} /></Form.Item>
              </>
            ),
          },
          {
            key: 'who', label: <strong>{t('who.title')}</strong>, forceRender: true, children: (
              <div className="form-grid">
                <Form.Item name="levelIds" label={t('who.levels')}><Select mode="multiple" placeholder={t('who.everyone')} options={levels} showSearch={{ optionFilterProp: 'label' }} /></Form.Item>
                <Form.Item name="groupIds" label={t('who.groups')}><Select mode="multiple" placeholder={t('who.everyone')} options={groups} showSearch={{ optionFilterProp: 'label' }} /></Form.Item>
                <Form.Item name="coupon" label={t('who.coupon')}><Input maxLength={40} placeholder={t('who.noCoupon')} /></Form.Item>
                <Form.Item name="tender" label={t('who.tender')} extra={t('who.tenderHint')}><Input maxLength={40} placeholder={t('who.anyTender')} /></Form.Item>
              </div>
            ),
          },
          {
            key: 'stacking', label: <strong>{t('stacking.title')}</strong>, forceRender: true, children: (
              <>
                <Form.Item name="stacking"><Radio.Group style={{ display: 'grid', gap: 6 }} options={stackings.map((one) => ({ value: one, label: t(`stacking.${one}`) }))} /></Form.Item>
                <div className="form-grid">
                  <Form.Item name="priority" label={t('priority')} extra={t('priorityHint')} rules={[required]}><InputNumber min={0} max={1000} precision={0} style={{ width: '100%' }} /></Form.Item>
                  <Form.Item name="limit" label={t('limit')} extra={t('limitHint')}><InputNumber min={1} max={1000} precision={0} placeholder={t('noLimit')} style={{ width: '100%' }} /></Form.Item>
                </div>
              </>
            ),
          },
        ]} />
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        {!ended && <Button type="primary" htmlType="submit" loading={saving.isPending}>{promotion ? t('shell:save') : t('saveDraft')}</Button>}
      </Form>
      <Collapse ghost style={{ marginTop: 12 }} items={[{ key: 'try', label: <strong>{t('try.title')}</strong>, children: <TryPanel definition={tried} promotionId={promotion?.promotionId ?? null} /> }]} />
    </>
  );
}
