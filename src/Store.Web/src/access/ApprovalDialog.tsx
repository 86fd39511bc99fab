import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Input, Segmented, Space, Spin, Tag } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { PersonAtTill } from '../api/client';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { LimitName, LimitValue } from './LimitValue';
import { PersonAtTillForm } from './PersonAtTill';
import { type Approvable, type Wanted, attempt } from './approving';

const reasons = ['complaint', 'damaged', 'match', 'wrongPrice', 'goodwill'] as const;

const pollEvery = 2_000;

interface Props<T> {
  /** What the refused call needs approved: wantedOf(problem). */
  readonly wanted: Wanted;
  /** The call, to be tried again with approvals; it sends them by withApprovals. */
  readonly call: Approvable<T>;
  readonly onDone: (result: T) => void;
  /** The call has failed for another reason after it was approved. */
  readonly onFailed: (error: Error) => void;
  readonly onCancel: () => void;
}

/**
 * Lets another named person approve what goes over the cashier's limit, here by badge or name and PIN, or on their phone; then tries the call again. A call that goes over
 * several limits asks for one approval after the other.
 */
export function ApprovalDialog<T>({ wanted: first, call, onDone, onFailed, onCancel }: Props<T>) {
  const { t } = useTranslation(['access', 'shell']);
  const [wanted, setWanted] = useState(first);
  const [approvals, setApprovals] = useState<readonly number[]>([]);
  const [way, setWay] = useState<'here' | 'phone'>('here');
  const [reason, setReason] = useState('');
  const trying = useMutation({
    mutationFn: (approvalIds: readonly number[]) => attempt(call, approvalIds),
    onSuccess: (outcome, approvalIds) => {
      if (outcome.done) {
        onDone(outcome.result);
      } else {
        setApprovals(approvalIds);
        setWanted(outcome.wanted);
      }
    },
    onError: onFailed,
  });
  const approved = (approvalId: number) => trying.mutate([...approvals, approvalId]);
  const ask = { limit: wanted.limit, value: wanted.value, subject: wanted.subject, reason: reason.trim() };
  return (
    <Modal open className="touch" width={460} title={t('approval.title')} footer={null} onCancel={onCancel} mask={{ closable: false }} destroyOnHidden>
      {approvals.length > 0 && <Alert type="info" showIcon title={t('approval.another')} style={{ marginBottom: 12 }} />}
      <Descriptions size="small" column={1} style={{ marginBottom: 12 }} items={[
        { key: 'wanted', label: <LimitName limit={wanted.limit} />, children: <strong><LimitValue limit={wanted.limit} value={wanted.value} /></strong> },
        { key: 'allowed', label: t('approval.allowed'), children: <LimitValue limit={wanted.limit} value={wanted.allowed} /> },
        { key: 'subject', label: t('approval.subject'), children: <span style={{ overflowWrap: 'anywhere' }}>{wanted.subject}</span> },
      ]} />
      <Space wrap size={[6, 6]} style={{ marginBottom: 8 }}>
        {reasons.map((name) => (
          <Tag.CheckableTag key={name} checked={reason === t(`approvalReasons.${name}`)} onChange={() => setReason(t(`approvalReasons.${name}`))} style={{ padding: '6px 10px', border: '1px solid #d5dcdc' }}>{t(`approvalReasons.${name}`)}</Tag.CheckableTag>
        ))}
      </Space>
      <Input size="large" value={reason} onChange={(event) => setReason(event.target.value)} maxLength={200} placeholder={t('approval.reason')} aria-label={t('approval.reason')} style={{ marginBottom: 12 }} />
      <Segmented block size="large" value={way} onChange={setWay} options={[{ value: 'here', label: t('approval.here') }, { value: 'phone', label: t('approval.phone') }]} style={{ marginBottom: 12 }} />
      {trying.isPending
        ? <div style={{ textAlign: 'center', padding: 24 }}><Spin /></div>
        : way === 'here'
          ? <Here key={`${wanted.limit} ${wanted.subject}`} storeId={wanted.storeId} ask={ask} onApproved={approved} />
          : <OnPhone key={`${wanted.limit} ${wanted.subject}`} storeId={wanted.storeId} ask={ask} onApproved={approved} />}
    </Modal>
  );
}

interface Ask { readonly limit: string; readonly value: number; readonly subject: string; readonly reason: string }

interface WayProps { readonly storeId: number; readonly ask: Ask; readonly onApproved: (approvalId: number) => void }

function Here({ storeId, ask, onApproved }: WayProps) {
  const { t } = useTranslation(['access', 'shell']);
  const approving = useMutation({
    mutationFn: (approver: PersonAtTill) => api.approveHere(storeId, { ...ask, approver }),
    onSuccess: ({ approvalId }) => onApproved(approvalId),
  });
  const [noReason, setNoReason] = useState(false);
  const enter = (approver: PersonAtTill) => {
    setNoReason(ask.reason === '');
    if (ask.reason !== '') approving.mutate(approver);
  };
  return (
    <>
      <p style={{ marginTop: 0, color: '#5b6770' }}>{t('approval.hereHint')}</p>
      <PersonAtTillForm button={t('approval.approve')} pending={approving.isPending} onEnter={enter}>
        <Notice text={noReason && ask.reason === '' ? `${t('approval.reason')}: ${t('shell:required')}` : approving.error ? problemText(approving.error) : null} />
      </PersonAtTillForm>
    </>
  );
}

function OnPhone({ storeId, ask, onApproved }: WayProps) {
  const { t } = useTranslation(['access', 'shell']);
  const asking = useMutation({ mutationFn: () => api.requestApproval(storeId, ask) });
  const approvalId = asking.data?.approvalId;
  const progress = useQuery({
    queryKey: ['approval', approvalId],
    queryFn: () => api.getApproval(approvalId ?? 0),
    enabled: approvalId !== undefined,
    refetchInterval: (query) => (query.state.data === undefined || query.state.data.state === 'Pending' ? pollEvery : false),
    gcTime: 0,
  });
  const state = progress.data?.state;
  const told = useRef(false);
  useEffect(() => {
    if (state !== 'Granted' || approvalId === undefined || told.current) return;
    told.current = true;
    onApproved(approvalId);
  }, [state, approvalId, onApproved]);

  // Whoever closes the dialog or chooses the other way waits no longer; nobody shall approve it then.
  const waitingFor = useRef<number | null>(null);
  useEffect(() => {
    waitingFor.current = approvalId !== undefined && (state === undefined || state === 'Pending') ? approvalId : null;
  }, [approvalId, state]);
  useEffect(() => () => {
    if (waitingFor.current !== null) void api.withdrawApproval(waitingFor.current).catch(() => undefined);
  }, []);

  if (approvalId === undefined) {
    return (
      <>
        <p style={{ marginTop: 0, color: '#5b6770' }}>{t('approval.phoneHint')}</p>
        <Notice text={asking.error ? problemText(asking.error) : null} />
        <Button block type="primary" size="large" disabled={ask.reason === ''} loading={asking.isPending} onClick={() => asking.mutate()}>{t('approval.send')}</Button>
      </>
    );
  }
  if (state === 'Refused' || state === 'Expired') {
    return (
      <>
        <Alert type="warning" showIcon title={state === 'Refused' ? t('approval.refusedBy', { name: progress.data?.approverName }) : t('approval.expired')} description={progress.data?.note} style={{ marginBottom: 12 }} />
        <Button block size="large" onClick={() => asking.reset()}>{t('approval.askAgain')}</Button>
      </>
    );
  }
  return (
    <div style={{ textAlign: 'center', padding: '8px 0' }}>
      <Spin size="large" />
      <p>{t('approval.waiting')}</p>
      <Notice text={progress.error ? problemText(progress.error) : null} />
      <Button onClick={() => {
        void api.withdrawApproval(approvalId).catch(() => undefined);
        asking.reset();
      }}>{t('approval.withdraw')}</Button>
    </div>
  );
}

const Notice = ({ text }: { readonly text: ReactNode }) => (text ? <Alert type="error" showIcon title={text} style={{ marginBottom: 12 }} /> : null);
