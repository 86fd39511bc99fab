import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Drawer } from '../shell/Drawer';
import { useMay } from '../shell/session';
import { CouponForm } from './CouponForm';
import { IssuePanel } from './IssuePanel';
import { IssuedPanel } from './IssuedPanel';
import type { CouponKind } from './calls';

/** A kind of coupon: what it is, issuing it, what has been issued; or a new one. */
export function CouponDrawer({ kind, onClose }: { readonly kind: CouponKind | null; readonly onClose: () => void }) {
  const { t } = useTranslation('loyalty');
  const mayIssue = useMay()('loyalty.issue-coupons');
  if (kind === null) return <Drawer open size={560} title={t('coupons.add')} onClose={onClose}><CouponForm kind={null} onSaved={onClose} /></Drawer>;
  return (
    <Drawer open size={880} title={kind.template.name} onClose={onClose}>
      <Tabs items={[
        { key: 'kind', label: t('coupons.kind'), children: <CouponForm kind={kind} onSaved={onClose} /> },
        ...(mayIssue && kind.template.active ? [{ key: 'issue', label: t('coupons.issue'), children: <IssuePanel templateId={kind.templateId} /> }] : []),
        ...(mayIssue ? [{ key: 'issued', label: t('coupons.issued'), children: <IssuedPanel kind={kind} /> }] : []),
      ]} />
    </Drawer>
  );
}
