import './badge.css';
import { PrinterOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Divider, Form, Input, QRCode, Space, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useSession } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import type { User } from './calls';
import { pinRules } from './passwords';

/** A user's PIN and badge for the till. */
export function TillAccess({ user }: { readonly user: User }) {
  return (
    <>
      <Divider />
      <PinOf user={user} />
      <Divider />
      <BadgeOf user={user} />
    </>
  );
}

function PinOf({ user }: { readonly user: User }) {
  const { t } = useTranslation(['access', 'shell']);
  const [form] = Form.useForm<{ pin: string }>();
  const [present, setPresent] = useState(user.hasPin);
  const saving = useSave((pin: string | null) => api.setPin(user.userId, { pin }).then(() => setPresent(pin !== null)), [['users']], () => form.resetFields());
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={({ pin }) => saving.mutate(pin)}>
      <Form.Item name="pin" label={<Space>{t('pin.title')}<Tag color={present ? 'green' : 'default'}>{t(present ? 'pin.present' : 'pin.none')}</Tag></Space>} extra={t('pin.hint')} rules={pinRules(t)}>
        <Input.Password inputMode="numeric" maxLength={8} autoComplete="off" placeholder={t('pin.digits')} />
      </Form.Item>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Space>
        <Button htmlType="submit" loading={saving.isPending}>{t('pin.set')}</Button>
        {present && <Button danger disabled={saving.isPending} onClick={() => saving.mutate(null)}>{t('pin.remove')}</Button>}
      </Space>
    </Form>
  );
}

function BadgeOf({ user }: { readonly user: User }) {
  const { t } = useTranslation(['access', 'shell']);
  const { store } = useSession();
  const timeText = useTimeText(store?.timeZone);
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const [issuedAt, setIssuedAt] = useState(user.badgeIssuedAt);
  const again = () => queries.invalidateQueries({ queryKey: ['users'] });
  const issuing = useMutation({
    mutationFn: () => api.issueBadge(user.userId),
    onSuccess: () => {
      setIssuedAt(new Date().toISOString());
      return again();
    },
  });
  const revoking = useMutation({
    mutationFn: () => api.revokeBadge(user.userId),
    onSuccess: () => {
      setIssuedAt(null);
      return again();
    },
  });
  const replace = () => modal.confirm({ title: t('badge.replaceQuestion', { name: user.displayName }), content: t('badge.replaceHint'), okText: t('badge.replace'), onOk: () => issuing.mutateAsync().catch(() => undefined) });
  const revoke = () => modal.confirm({
    title: t('badge.revokeQuestion', { name: user.displayName }), content: t('badge.replaceHint'), okText: t('badge.revoke'), okButtonProps: { danger: true },
    onOk: () => revoking.mutateAsync().catch(() => undefined),
  });
  const error = issuing.error ?? revoking.error;
  return (
    <>
      <Space style={{ marginBottom: 4 }}>{t('badge.title')}<Tag color={issuedAt ? 'green' : 'default'}>{issuedAt ? t('badge.issued', { time: timeText(issuedAt) }) : t('badge.none')}</Tag></Space>
      <p style={{ color: '#76828a', margin: '0 0 12px' }}>{t('badge.hint')}</p>
      {error && <Alert type="error" showIcon title={problemText(error)} style={{ marginBottom: 16 }} />}
      <Space>
        <Button loading={issuing.isPending} onClick={() => (issuedAt ? replace() : issuing.mutate())}>{t(issuedAt ? 'badge.replace' : 'badge.issue')}</Button>
        {issuedAt && <Button danger loading={revoking.isPending} onClick={revoke}>{t('badge.revoke')}</Button>}
      </Space>
      {issuing.data && <BadgeCard user={user} code={issuing.data.code} onClose={() => issuing.reset()} />}
    </>
  );
}

/** The badge to be printed, with its code: the only time it is seen. */
function BadgeCard({ user, code, onClose }: { readonly user: User; readonly code: string; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'shell']);
  return (
    <Modal
      open className="badge-dialog" width={380} title={t('badge.made')} mask={{ closable: false }} onCancel={onClose}
      footer={[
        <Button key="print" type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>{t('badge.print')}</Button>,
        <Button key="close" onClick={onClose}>{t('shell:close')}</Button>,
      ]}
    >
      <Alert className="no-print" type="warning" showIcon title={t('badge.shownOnce')} style={{ marginBottom: 12 }} />
      <div className="badge-card">
        <div>{t('shell:appName')}</div>
        <strong>{user.displayName}</strong>
        <QRCode value={code} type="svg" size={168} bordered={false} errorLevel="M" />
        <code>{code}</code>
      </div>
    </Modal>
  );
}
