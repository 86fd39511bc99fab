import { Alert, Button, Empty, Form, Skeleton } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';
import { newUuid } from '../shell/uuid';
import './loyalty.css';
import { CouponKindSelect } from './CouponKindSelect';
import { CouponTag } from './CouponTag';

/** A member's coupons; another one given by hand. */
export function MemberCouponsPanel({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const mayIssue = useMay()('loyalty.issue-coupons');
  const coupons = useMore(['member-coupons', memberId], (after) => api.listMemberCoupons(memberId, after === undefined ? undefined : Number(after), 50));
  return (
    <>
      {coupons.error ? <ProblemAlert error={coupons.error} retry={coupons.retry} /> : coupons.loading ? <Skeleton active /> : coupons.rows.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('coupons.noneOfMember')} />}
      {coupons.rows.map((coupon) => (
        <div key={coupon.couponId} className="loyalty-row">
          <span><strong>{coupon.name}</strong><small>{coupon.code}{coupon.validTo !== null && <> · <span className="loyalty-whole">{t('coupons.until', { day: coupon.validTo })}</span></>}</small></span>
          <CouponTag coupon={coupon} />
        </div>
      ))}
      {coupons.more && <div className="more"><Button onClick={coupons.more} loading={coupons.loadingMore}>{t('shell:loadMore')}</Button></div>}
      {mayIssue && <GiveCoupon memberId={memberId} />}
    </>
  );
}

function GiveCoupon({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const [form] = Form.useForm<{ templateId: number }>();
  const run = useRef(newUuid());
  const issuing = useSave(({ templateId }: { templateId: number }) => api.issueCoupons(templateId, { runUuid: run.current, memberIds: [memberId] }), [['member-coupons', memberId], ['issued-coupons']], () => {
    run.current = newUuid();
    form.resetFields();
  });
  return (
    <Form name="give-coupon" form={form} layout="vertical" requiredMark={false} onFinish={issuing.mutate} style={{ marginTop: 24 }}>
      <Form.Item name="templateId" label={t('coupons.give')} rules={[{ required: true, message: t('shell:required') }]}><CouponKindSelect /></Form.Item>
      {issuing.error && <Alert type="error" showIcon title={problemText(issuing.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={issuing.isPending}>{t('coupons.issueOne')}</Button>
    </Form>
  );
}
