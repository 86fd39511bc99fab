import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Progress } from 'antd';
import dayjs from 'dayjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { IssueCouponsToSegmentResult } from '../api/client';
import { SegmentSelect } from '../members/SegmentSelect';
import { problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';
import { newUuid } from '../shell/uuid';

const changes = [['coupons'], ['issued-coupons'], ['coupon-effects']];

/** One issue keeps its name until it is through, so that sending it again after a broken connection issues nothing twice. */
function useRun() {
  const run = useRef(newUuid());
  return { uuid: () => run.current, over: () => { run.current = newUuid(); } };
}

/** A run over a segment keeps its name until it is through, over a reload too: begun again on the same day it goes on where it broke off, and gives nobody a second coupon. */
function segmentRun(templateId: number, segmentId: number) {
  const key = `store.coupons.${templateId}.${segmentId}.${dayjs().format('YYYY-MM-DD')}`;
  const uuid = localStorage.getItem(key) ?? newUuid();
  localStorage.setItem(key, uuid);
  return { uuid, over: () => localStorage.removeItem(key) };
}

/** Issues coupons of a kind: to a member, to a segment, as codes for a leaflet, as one code for everybody. */
export function IssuePanel({ templateId }: { readonly templateId: number }) {
  return (
    <>
      <ToMember templateId={templateId} />
      <ToSegment templateId={templateId} />
      <Codes templateId={templateId} />
      <PublicCode templateId={templateId} />
    </>
  );
}

function ToMember({ templateId }: { readonly templateId: number }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const [form] = Form.useForm<{ code: string }>();
  const run = useRun();
  const issuing = useSave(async ({ code }: { code: string }) => {
    const { memberId } = await api.lookUpMember({ code });
    return api.issueCoupons(templateId, { runUuid: run.uuid(), memberIds: [memberId] });
  }, changes, () => {
    run.over();
    form.resetFields();
  });
  return (
    <Form name="issue-to-member" form={form} layout="vertical" requiredMark={false} onFinish={issuing.mutate} style={{ marginBottom: 28 }}>
      <Form.Item name="code" label={t('coupons.toMember')} extra={t('coupons.toMemberHint')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={60} autoComplete="off" /></Form.Item>
      {issuing.error && <Alert type="error" showIcon title={problemText(issuing.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={issuing.isPending}>{t('coupons.issueOne')}</Button>
    </Form>
  );
}

function ToSegment({ templateId }: { readonly templateId: number }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const { modal } = App.useApp();
  const [issued, setIssued] = useState<number | null>(null);
  const [members, setMembers] = useState(0);
  const issuing = useSave(async ({ segmentId }: { segmentId: number }) => {
    const run = segmentRun(templateId, segmentId);
    let after: number | null = 0;
    for (let sum = 0; after !== null;) {
      const piece: IssueCouponsToSegmentResult = await api.issueCouponsToSegment(templateId, { runUuid: run.uuid, segmentId, after });
      sum += piece.issued;
      setIssued(sum);
      after = piece.next;
    }
    run.over();
  }, changes, () => undefined);
  const asking = useMutation({
    mutationFn: async ({ segmentId }: { segmentId: number }) => {
      const { name, conditions } = await api.getSegment(segmentId);
      return { segmentId, name, count: (await api.countMembersWith({ conditions })).members };
    },
    onSuccess: ({ segmentId, name, count }) => void modal.confirm({ title: t('coupons.issueQuestion', { name, count }), okText: t('coupons.issue'), okButtonProps: { disabled: count === 0 }, onOk: () => {
      setMembers(count);
      setIssued(null);
      issuing.mutate({ segmentId });
    } }),
  });
  const failed = asking.error ?? issuing.error;
  return (
    <Form name="issue-to-segment" layout="vertical" requiredMark={false} onFinish={asking.mutate} style={{ marginBottom: 28 }}>
      <Form.Item name="segmentId" label={t('coupons.toSegment')} extra={t('coupons.toSegmentHint')} rules={[{ required: true, message: t('shell:required') }]}><SegmentSelect /></Form.Item>
      {issuing.isPending && <Progress percent={Math.min(99, Math.floor((100 * (issued ?? 0)) / Math.max(1, members)))} style={{ marginBottom: 8 }} />}
      {issued !== null && <Alert type="info" showIcon title={t('coupons.issuedNow', { count: issued })} style={{ marginBottom: 16 }} />}
      {failed && <Alert type="error" showIcon title={problemText(failed)} style={{ marginBottom: 16 }} />}
      <Button htmlType="submit" loading={asking.isPending || issuing.isPending}>{t('coupons.issue')}</Button>
    </Form>
  );
}

function Codes({ templateId }: { readonly templateId: number }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const run = useRun();
  const issuing = useSave(({ count }: { count: number }) => api.issueCouponCodes(templateId, { runUuid: run.uuid(), count }), changes, run.over);
  return (
    <Form name="issue-codes" layout="vertical" requiredMark={false} initialValues={{ count: 100 }} onFinish={issuing.mutate} style={{ marginBottom: 28 }}>
      <Form.Item name="count" label={t('coupons.codes')} extra={t('coupons.codesHint')} rules={[{ required: true, message: t('shell:required') }]}><InputNumber min={1} max={500} precision={0} /></Form.Item>
      {issuing.error && <Alert type="error" showIcon title={problemText(issuing.error)} style={{ marginBottom: 16 }} />}
      <Button htmlType="submit" loading={issuing.isPending}>{t('coupons.makeCodes')}</Button>
    </Form>
  );
}

function PublicCode({ templateId }: { readonly templateId: number }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const [form] = Form.useForm<{ code: string; usesAtMost?: number | null }>();
  const issuing = useSave(({ code, usesAtMost }: { code: string; usesAtMost?: number | null }) => api.issuePublicCoupon(templateId, { code, usesAtMost: usesAtMost ?? null }), changes, () => form.resetFields());
  return (
    <Form name="issue-public" form={form} layout="vertical" requiredMark={false} onFinish={issuing.mutate}>
      <div className="loyalty-fields">
        <Form.Item name="code" label={t('coupons.publicCode')} extra={t('coupons.publicCodeHint')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={40} autoComplete="off" /></Form.Item>
        <Form.Item name="usesAtMost" label={t('coupons.usesOfCode')}><InputNumber min={1} max={1_000_000_000} precision={0} placeholder={t('coupons.noLimit')} style={{ width: '100%' }} /></Form.Item>
      </div>
      {issuing.error && <Alert type="error" showIcon title={problemText(issuing.error)} style={{ marginBottom: 16 }} />}
      <Button htmlType="submit" loading={issuing.isPending}>{t('coupons.makePublic')}</Button>
    </Form>
  );
}
