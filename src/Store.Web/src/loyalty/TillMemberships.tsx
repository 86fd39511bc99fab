import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { toMinor } from '../shell/money';
import { useMay, useSession } from '../shell/session';

type Refusal = 'running' | 'other_plan' | 'shorter' | 'worth_more';

interface Props {
  /** Who buys; null for a passer-by. */
  readonly memberId: number | null;
  /** What is on the ticket. */
  readonly productIds: readonly number[];
}

/** Beside the total: until when the member's membership is paid, and what one on the ticket comes to. */
export function TillMemberships({ memberId, productIds }: Props) {
  const { t } = useTranslation('loyalty');
  const mayDo = useMay();
  const storeId = useSession().store?.storeId ?? 0;
  const [sees, sells] = [mayDo('loyalty.view'), mayDo('loyalty.use-value')];
  const plans = useQuery({ queryKey: ['plans'], queryFn: () => api.listPlans(), staleTime: 300_000, enabled: sees });
  const plan = plans.data?.items.find((one) => productIds.includes(one.terms.productId))?.terms;
  const known = useQuery({ queryKey: ['memberships', memberId], queryFn: () => api.getMemberMemberships(memberId ?? 0), enabled: sees && memberId !== null && plans.data !== undefined && plans.data.items.length > 0, staleTime: 0 });
  const offer = useQuery({
    queryKey: ['membership-offer', storeId, memberId, plan?.productId, known.dataUpdatedAt], queryFn: () => api.offerMembership(storeId, memberId ?? 0, plan?.productId ?? 0), enabled: sells && memberId !== null && plan !== undefined, staleTime: 0,
  });
  const buys = offer.data;
  return (
    <>
      {memberId !== null && known.data?.paidUntil && <dl className={known.data.endsSoon ? 'till-offer' : undefined}><dt>{t(known.data.endsSoon ? 'memberships.endsSoon' : 'memberships.paidUntil', { day: known.data.paidUntil })}</dt></dl>}
      {plan && memberId === null && <dl><dt style={{ color: '#b42318' }}>{t('memberships.needsMember', { plan: plan.name })}</dt></dl>}
      {plan && buys && (buys.refusal === null
        ? <dl data-testid="membership"><dt>{t(`memberships.kinds.${buys.kind as 'New'}`, { plan: buys.planName })}</dt><dd>{buys.fromDate} – {buys.toDate}</dd></dl>
        : <dl><dt style={{ color: '#b42318' }}>{buys.refusal === 'plan.stopped' ? t('problem.plan.stopped') : t(`problem.membership.${buys.refusal.replace('membership.', '') as Refusal}`)}</dt></dl>)}
      {buys?.refusal === null && buys.credit > 0 && <dl><dt>{t('memberships.creditOf', { plan: buys.replaces ?? '' })}</dt><dd><Amount minor={toMinor(buys.credit)} /></dd></dl>}
    </>
  );
}
