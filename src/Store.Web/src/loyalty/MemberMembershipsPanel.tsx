import { useQuery } from '@tanstack/react-query';
import { Alert, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetMemberMembershipsItem } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useStoreNames } from '../shell/useNames';
import { membershipColours, type MembershipState } from './membershipStates';

/** A member's paid memberships, the latest first. */
export function MemberMembershipsPanel({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation('loyalty');
  const storeNames = useStoreNames();
  const paid = useQuery({ queryKey: ['memberships', memberId, 'paid'], queryFn: () => api.getMemberMemberships(memberId, undefined, 1) }).data;
  const memberships = useMore(['memberships', memberId, 'all'], (after) => api.getMemberMemberships(memberId, after === undefined ? undefined : Number(after), 20));
  const columns: Column<GetMemberMembershipsItem>[] = [
    { key: 'plan', title: t('memberships.plan'), phone: 'title', render: (row) => row.planName },
    { key: 'state', title: t('memberships.state'), phone: 'aside', render: (row) => <Tag color={membershipColours[row.state as MembershipState]}>{t(`memberships.states.${row.state as MembershipState}`)}</Tag> },
    { key: 'days', title: t('memberships.days'), render: (row) => <span style={{ whiteSpace: 'nowrap' }}>{row.fromDate} – {row.toDate}</span> },
    { key: 'paid', title: t('memberships.paid'), align: 'right', render: (row) => <><Amount minor={toMinor(row.paid)} />{row.credit > 0 && <div><small>{t('memberships.credit')} <Amount minor={toMinor(row.credit)} /></small></div>}</> },
    { key: 'owed', title: t('memberships.owed'), align: 'right', render: (row) => <Amount minor={toMinor(row.owed)} /> },
    { key: 'where', title: t('value.where'), render: (row) => storeNames([row.storeId]) },
  ];
  return (
    <>
      {paid?.paidUntil && <Alert type={paid.endsSoon ? 'warning' : 'info'} showIcon style={{ marginBottom: 16 }}
        title={t(paid.endsSoon ? 'memberships.endsSoon' : 'memberships.paidUntil', { day: paid.paidUntil })} />}
      <DataList columns={columns} list={memberships} rowKey={(row) => row.membershipId} empty={t('memberships.none')} />
    </>
  );
}
