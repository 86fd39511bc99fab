import { Badge, Button, Popconfirm, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FeedbackPanel } from './FeedbackPanel';
import { MyProfileForm } from './MyProfileForm';
import { useMyUnread } from './useMyUnread';

/** What the member has told of themselves, and what they think of the stores. */
export function MePanel({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation('memberpage');
  const unread = useMyUnread();
  const [shown, setShown] = useState<'profile' | 'feedback'>('profile');
  return (
    <>
      <Segmented<'profile' | 'feedback'> block value={shown} onChange={setShown} style={{ marginBottom: 12 }} options={[{ value: 'profile', label: t('profile.title') }, { value: 'feedback', label: <>{t('feedback.title')}<Badge count={unread} size="small" style={{ marginInlineStart: 8 }} /></> }]} />
      {shown === 'feedback' ? <FeedbackPanel /> : (
        <>
          <MyProfileForm />
          <Popconfirm title={t('leaveConfirm')} okText={t('leaveOk')} onConfirm={onLeave}><Button type="link" block style={{ marginTop: 12 }}>{t('leave')}</Button></Popconfirm>
        </>
      )}
    </>
  );
}
