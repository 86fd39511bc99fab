import { useQuery } from '@tanstack/react-query';
import { Alert, Skeleton, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { MemberCouponsPanel } from '../loyalty/MemberCouponsPanel';
import { MemberMembershipsPanel } from '../loyalty/MemberMembershipsPanel';
import { MemberValuePanel } from '../loyalty/MemberValuePanel';
import { MemberPointsPanel } from '../loyalty/MemberPointsPanel';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { CardsPanel } from './CardsPanel';
import { ConsentsPanel } from './ConsentsPanel';
import { ContactPanel } from './ContactPanel';
import { MemberFeedbackPanel } from './MemberFeedbackPanel';
import { NewMemberForm } from './NewMemberForm';
import { NotesPanel } from './NotesPanel';
import { PrivacyPanel } from './PrivacyPanel';
import { ProfileForm } from './ProfileForm';
import { PurchasesPanel } from './PurchasesPanel';
import { StandingForm } from './StandingForm';

/** A member: who they are, what they buy and have, what was said with them; or a new one. */
export function MemberDrawer({ memberId, onClose }: { readonly memberId: number | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['members', 'shell', 'loyalty']);
  const mayDo = useMay();
  const member = useQuery({ queryKey: ['member', memberId], queryFn: () => api.getMember(memberId ?? 0), enabled: memberId !== null });
  if (memberId === null) return <Drawer open size={480} title={t('add')} onClose={onClose}><NewMemberForm onMade={onClose} /></Drawer>;
  const known = member.data;
  return (
    <Drawer open size={960} title={known?.name ?? ''} onClose={onClose}>
      {member.error ? <ProblemAlert error={member.error} retry={() => void member.refetch()} /> : !known ? <Skeleton active /> : known.state !== 'Active' ? (
        <Alert type="info" showIcon title={t(known.state === 'Merged' ? 'closed.merged' : 'closed.erased', { number: known.number })} />
      ) : (
        <Tabs tabBarGutter={20} items={[
          { key: 'profile', label: t('profile.title'), children: <ProfileForm key={known.version} member={known} /> },
          { key: 'contact', label: t('contact.title'), children: <ContactPanel key={known.version} member={known} /> },
          { key: 'standing', label: t('standing'), children: <StandingForm key={known.version} member={known} /> },
          { key: 'purchases', label: t('purchases.title'), children: <PurchasesPanel memberId={memberId} /> },
          ...(mayDo('loyalty.view-points') ? [{ key: 'points', label: t('shell:pages.points'), children: <MemberPointsPanel memberId={known.memberId} /> }] : []),
          ...(mayDo('loyalty.view') ? [{ key: 'value', label: t('loyalty:value.title'), children: <MemberValuePanel memberId={known.memberId} /> }] : []),
          ...(mayDo('loyalty.view-coupons') ? [{ key: 'coupons', label: t('shell:pages.coupons'), children: <MemberCouponsPanel memberId={known.memberId} /> }] : []),
          ...(mayDo('loyalty.view') ? [{ key: 'memberships', label: t('loyalty:memberships.title'), children: <MemberMembershipsPanel memberId={known.memberId} /> }] : []),
          { key: 'cards', label: t('cards.title'), children: <CardsPanel member={known} /> },
          { key: 'notes', label: t('notes.title'), children: <NotesPanel memberId={memberId} /> },
          { key: 'feedback', label: t('feedback.title'), children: <MemberFeedbackPanel member={known} /> },
          { key: 'consents', label: t('consents.title'), children: <ConsentsPanel member={known} /> },
          ...(mayDo('members.merge') || mayDo('members.export') || mayDo('members.erase') ? [{ key: 'privacy', label: t('privacy.title'), children: <PrivacyPanel member={known} onGone={onClose} /> }] : []),
        ]} />
      )}
    </Drawer>
  );
}
