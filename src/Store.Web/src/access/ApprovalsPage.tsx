import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Form, Input, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListPendingApprovalsItem } from '../api/client';
import { Modal } from '../shell/Modal';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { useSession } from '../shell/session';
import { useTimeText } from '../shell/time';
import { LimitName, LimitValue } from './LimitValue';

const askEvery = 4_000;

/** What colleagues at the tills are waiting to have approved; made for a manager's phone. */
export default function ApprovalsPage() {
  const { t } = useTranslation(['access', 'shell']);
  const pending = useMore(['pending-approvals'], (after) => api.listPendingApprovals(after === undefined ? undefined : Number(after), undefined), true, askEvery);
  return (
    <div className="page" style={{ maxWidth: 640 }}>
      <div className="page-head"><h1>{t('shell:pages.approvals')}</h1></div>
      {pending.error ? <ProblemAlert error={pending.error} retry={pending.retry} /> : null}
      {pending.loading && <Skeleton active />}
      {!pending.loading && !pending.error && pending.rows.length === 0 && <div className="panel"><Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('approvals.none')} style={{ padding: 24 }} /></div>}
      <div style={{ display: 'grid', gap: 12 }}>{pending.rows.map((approval) => <Question key={approval.approvalId} approval={approval} />)}</div>
      {pending.more && <div className="more"><Button onClick={pending.more} loading={pending.loadingMore}>{t('shell:loadMore')}</Button></div>}
    </div>
  );
}

function Question({ approval }: { readonly approval: ListPendingApprovalsItem }) {
  const { t } = useTranslation(['access', 'shell']);
  const { stores } = useSession();
  const store = stores.find((each) => each.storeId === approval.storeId);
  const timeText = useTimeText(store?.timeZone);
  const [refusing, setRefusing] = useState(false);
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['pending-approvals'] });
  const granting = useMutation({ mutationFn: () => api.decideApproval(approval.approvalId, { approve: true, note: null }), onSettled: again });
  return (
    <Card size="small" data-testid="pending-approval">
      <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', gap: 12 }}>
        <strong style={{ fontSize: 16 }}><LimitName limit={approval.limit} /></strong>
        <strong style={{ fontSize: 22 }}><LimitValue limit={approval.limit} value={approval.value} /></strong>
      </div>
      <div style={{ margin: '6px 0', fontSize: 15 }}>{approval.reason}</div>
      <div style={{ color: '#5b6770', fontSize: 13, overflowWrap: 'anywhere' }}>
        {approval.askedByName} · {store?.name ?? approval.storeId} · {t('approvals.waitsSince', { time: timeText(approval.askedAt, false) })}<br />{approval.subject}
      </div>
      {!approval.withinOwnLimit && <Tag color="orange" style={{ marginTop: 8 }}>{t('approvals.beyondOwn')}</Tag>}
      {granting.error && <Alert type="error" showIcon title={problemText(granting.error)} style={{ marginTop: 8 }} />}
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 8, marginTop: 12 }}>
        <Button size="large" danger icon={<CloseOutlined />} onClick={() => setRefusing(true)}>{t('approvals.refuse')}</Button>
        <Button size="large" type="primary" icon={<CheckOutlined />} disabled={!approval.withinOwnLimit} loading={granting.isPending} onClick={() => granting.mutate()}>{t('approvals.grant')}</Button>
      </div>
      {refusing && <RefuseDialog approvalId={approval.approvalId} onClose={() => setRefusing(false)} onRefused={again} />}
    </Card>
  );
}

function RefuseDialog({ approvalId, onClose, onRefused }: { readonly approvalId: number; readonly onClose: () => void; readonly onRefused: () => Promise<void> }) {
  const { t } = useTranslation(['access', 'shell']);
  const [note, setNote] = useState('');
  const refusing = useMutation({
    mutationFn: () => api.decideApproval(approvalId, { approve: false, note: note.trim() === '' ? null : note.trim() }),
    onSuccess: async () => {
      onClose();
      await onRefused();
    },
  });
  return (
    <Modal open title={t('approvals.refuse')} okText={t('approvals.refuse')} okButtonProps={{ danger: true }} confirmLoading={refusing.isPending} onOk={() => refusing.mutate()} onCancel={onClose}>
      <Form layout="vertical" onFinish={() => refusing.mutate()}>
        <Form.Item label={t('approvals.note')} extra={t('approvals.noteHint')}><Input autoFocus value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} /></Form.Item>
      </Form>
      {refusing.error && <Alert type="error" showIcon title={problemText(refusing.error)} />}
    </Modal>
  );
}
