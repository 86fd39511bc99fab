import { Button, DatePicker, Segmented, Tabs, Tag } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { ExportButton } from '../shell/ExportButton';
import { readAll, useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useMay, useToday } from '../shell/session';
import { CouponDrawer } from './CouponDrawer';
import { useCouponDays } from './useCouponDays';
import type { CouponEffect, CouponKind } from './calls';

const numberOf = (after: string | undefined) => (after === undefined ? undefined : Number(after));

/** The chain's kinds of coupons, and what they have brought. */
export default function CouponsPage() {
  const { t } = useTranslation(['loyalty', 'shell']);
  const mayDo = useMay();
  const [opened, setOpened] = useState<CouponKind | 'new' | null>(null);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('shell:pages.coupons')}</h1>
        {mayDo('loyalty.manage-coupons') && <Button type="primary" onClick={() => setOpened('new')}>{t('coupons.add')}</Button>}
      </div>
      <Tabs items={[
        { key: 'kinds', label: t('coupons.kinds'), children: <Kinds onOpen={setOpened} /> },
        { key: 'effect', label: t('coupons.effect'), children: <Effects /> },
      ]} />
      {opened !== null && <CouponDrawer key={opened === 'new' ? 'new' : opened.templateId} kind={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </div>
  );
}

function Kinds({ onOpen }: { readonly onOpen: (kind: CouponKind) => void }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const days = useCouponDays();
  const [which, setWhich] = useState<'active' | 'all'>('active');
  const kinds = useMore(['coupons', which], (after) => api.listCouponTemplates(which === 'active' ? true : undefined, undefined, numberOf(after), undefined));
  const columns: Column<CouponKind>[] = [
    { key: 'name', title: t('coupons.name'), phone: 'title', render: (kind) => kind.template.name },
    { key: 'word', title: t('coupons.word'), render: (kind) => kind.template.word },
    { key: 'days', title: t('coupons.days'), render: (kind) => days(kind.template) },
    { key: 'occasion', title: t('coupons.issueOn'), render: (kind) => t(`coupons.occasions.${kind.template.issueOn ?? 'None'}`) },
    { key: 'used', title: t('coupons.used'), align: 'right', render: (kind) => (kind.template.usesAtMost ? `${kind.used} / ${kind.template.usesAtMost}` : kind.used) },
    { key: 'state', title: t('coupons.state'), phone: 'aside', render: (kind) => <Tag color={kind.template.active ? 'green' : 'default'}>{t(kind.template.active ? 'coupons.active' : 'coupons.ended')}</Tag> },
  ];
  return (
    <>
      <div className="tools"><Segmented value={which} onChange={setWhich} options={[{ value: 'active' as const, label: t('coupons.active') }, { value: 'all' as const, label: t('shell:all') }]} /></div>
      <DataList columns={columns} list={kinds} rowKey={(kind) => kind.templateId} onOpen={onOpen} empty={t('coupons.none')} />
    </>
  );
}

function Effects() {
  const { t } = useTranslation('loyalty');
  const today = useToday();
  const [range, setRange] = useState<[Dayjs, Dayjs]>(() => [today.subtract(30, 'day'), today]);
  const [from, to] = range.map((day) => day.format('YYYY-MM-DD')) as [string, string];
  const effects = useMore(['coupon-effects', from, to], (after) => api.listCouponEffects(from, to, numberOf(after), undefined));
  const columns: Column<CouponEffect>[] = [
    { key: 'name', title: t('coupons.name'), phone: 'title', render: (effect) => effect.name },
    { key: 'issued', title: t('coupons.issuedSoFar'), align: 'right', render: (effect) => effect.issued },
    { key: 'used', title: t('coupons.used'), align: 'right', render: (effect) => effect.used },
    { key: 'givenBack', title: t('coupons.states.GivenBack'), align: 'right', render: (effect) => effect.givenBack },
    { key: 'sales', title: t('coupons.sales'), align: 'right', render: (effect) => effect.sales },
    { key: 'discount', title: t('coupons.discount'), align: 'right', phone: 'aside', render: (effect) => <Amount minor={toMinor(effect.discount)} /> },
    { key: 'total', title: t('coupons.total'), align: 'right', render: (effect) => <Amount minor={toMinor(effect.total)} /> },
  ];
  return (
    <>
      <div className="tools">
        <DatePicker.RangePicker value={range} allowClear={false} onChange={(days) => days?.[0] && days[1] && setRange([days[0], days[1]])} aria-label={t('coupons.effect')} />
        {effects.rows.length > 0 && (
          <ExportButton<CouponEffect> name={`${t('coupons.effect')} ${from}–${to}`} rows={() => readAll((after) => api.listCouponEffects(from, to, numberOf(after), 500))} columns={[
            [t('coupons.name'), (effect) => effect.name], [t('coupons.issuedSoFar'), (effect) => effect.issued], [t('coupons.used'), (effect) => effect.used], [t('coupons.states.GivenBack'), (effect) => effect.givenBack],
            [t('coupons.sales'), (effect) => effect.sales], [t('coupons.discount'), (effect) => effect.discount], [t('coupons.total'), (effect) => effect.total],
          ]} />
        )}
      </div>
      <DataList columns={columns} list={effects} rowKey={(effect) => effect.templateId} empty={t('coupons.none')} />
    </>
  );
}
