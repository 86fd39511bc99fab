import { useMutation } from '@tanstack/react-query';
import { Alert, Button, QRCode, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useTimeText } from '../shell/time';

/** Shows the member the link to their own page, as a QR code, and the one-time code that opens it. */
export function PageInvitation({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation('members');
  const timeText = useTimeText();
  const inviting = useMutation({ mutationFn: () => api.inviteToMemberPage(memberId) });
  const link = inviting.data ? new URL(inviting.data.path, window.location.href).href : '';
  return (
    <>
      <Button loading={inviting.isPending} onClick={() => inviting.mutate()}>{t('page.invite')}</Button>
      {inviting.error && <Alert type="error" showIcon title={problemText(inviting.error)} style={{ marginTop: 12 }} />}
      {inviting.data && (
        <Modal open title={t('page.invite')} footer={null} onCancel={() => inviting.reset()} width={360}>
          <div style={{ display: 'flex', flexDirection: 'column', alignItems: 'center', gap: 12 }}>
            <QRCode value={link} size={220} bordered={false} />
            <Typography.Text copyable={{ text: link }}>{t('page.scan')}</Typography.Text>
            <span className="figure" style={{ fontSize: 32, letterSpacing: 6 }} data-testid="page-code">{inviting.data.code}</span>
            <small>{t('page.until', { time: timeText(inviting.data.expiresAt, false) })}</small>
          </div>
        </Modal>
      )}
    </>
  );
}
