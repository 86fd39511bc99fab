import { useQuery } from '@tanstack/react-query';
import { DatePicker, Form, InputNumber, Select, Space, TreeSelect } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { categoryTree } from '../catalog/categories';
import { MoneyInput } from '../shell/MoneyInput';
import { useMay, useSession } from '../shell/session';
import { channels } from './calls';
import { useStandings } from './useStandings';

/** All that members can be chosen by. */
export function ConditionFields() {
  const { t, i18n } = useTranslation('members');
  const { stores } = useSession();
  const { levels, groups } = useStandings();
  const mayDo = useMay();
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), enabled: mayDo('catalog.view'), staleTime: 60_000 });
  const monthName = new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' });
  const months = [{ value: 0, label: t('segments.thisMonth') }, ...Array.from({ length: 12 }, (_, month) => ({ value: month + 1, label: monthName.format(Date.UTC(2024, month, 15)) }))];
  const number = (name: string, min = 0, max = 1_000_000) => <Form.Item key={name} name={name} noStyle><InputNumber min={min} max={max} precision={0} style={{ width: 110 }} /></Form.Item>;
  const money = (name: string) => <Form.Item key={name} name={name} noStyle><MoneyInput /></Form.Item>;
  const day = (name: string) => <Form.Item key={name} name={name} noStyle><DatePicker /></Form.Item>;
  return (
    <div className="form-grid">
      <Form.Item name="levelIds" label={t('level')}><Select mode="multiple" allowClear options={levels} /></Form.Item>
      <Form.Item name="groupIds" label={t('groups.title')}><Select mode="multiple" allowClear options={groups} /></Form.Item>
      <Form.Item name="tags" label={t('profile.tags')}><Select mode="tags" allowClear open={false} suffix={null} /></Form.Item>
      <Form.Item name="homeStoreIds" label={t('profile.homeStore')}><Select mode="multiple" allowClear showSearch={{ optionFilterProp: 'label' }} options={stores.map((store) => ({ value: store.storeId, label: store.name }))} /></Form.Item>
      <Form.Item name="birthMonth" label={t('segments.birthMonth')}><Select allowClear options={months} /></Form.Item>
      <Form.Item name="consentChannel" label={t('segments.consent')}><Select allowClear options={channels.map((channel) => ({ value: channel, label: t(`consents.channels.${channel}`) }))} /></Form.Item>
      <Range label={t('segments.spent')}>{money('spentFrom')}{money('spentTo')}</Range>
      <Range label={t('segments.yearSpent')}>{money('yearSpentFrom')}{money('yearSpentTo')}</Range>
      <Range label={t('purchases.visits')}>{number('visitsFrom')}{number('visitsTo')}</Range>
      <Range label={t('since')}>{day('memberFrom')}{day('memberTo')}</Range>
      <Form.Item name="lastVisitWithinDays" label={t('segments.cameWithin')}><InputNumber min={0} max={36_500} precision={0} style={{ width: '100%' }} /></Form.Item>
      <Form.Item name="lastVisitBeforeDays" label={t('segments.notSince')} extra={t('segments.notSinceHint')}><InputNumber min={0} max={36_500} precision={0} style={{ width: '100%' }} /></Form.Item>
      <Range label={t('purchases.recency')}>{number('recencyFrom', 1, 5)}{number('recencyTo', 1, 5)}</Range>
      <Range label={t('purchases.frequency')}>{number('frequencyFrom', 1, 5)}{number('frequencyTo', 1, 5)}</Range>
      <Range label={t('purchases.money')}>{number('moneyFrom', 1, 5)}{number('moneyTo', 1, 5)}</Range>
      <Form.Item name="categoryIds" label={t('segments.category')}><TreeSelect multiple allowClear treeData={categoryTree(categories.data?.items ?? [])} /></Form.Item>
      <Form.Item name="categoryTimes" label={t('segments.categoryTimes')}><InputNumber min={1} max={10_000} precision={0} style={{ width: '100%' }} /></Form.Item>
    </div>
  );
}

function Range({ label, children }: { readonly label: string; readonly children: readonly ReactNode[] }) {
  return <Form.Item label={label}><Space>{children[0]}<span>–</span>{children[1]}</Space></Form.Item>;
}
