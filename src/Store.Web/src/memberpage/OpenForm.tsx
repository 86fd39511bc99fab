import { useMutation } from '@tanstack/react-query';
import { Alert, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { problemText } from '../shell/ProblemAlert';

const codeLength = 6;

/** The one-time code that goes with the link. */
export function OpenForm({ linkKey, onOpened }: { readonly linkKey: string; readonly onOpened: (token: string) => void }) {
  const { t } = useTranslation('memberpage');
  const opening = useMutation({
    mutationFn: (code: string) => api.openMemberPage({ key: linkKey, code }),
    onSuccess: ({ token }) => {
      if (token !== null) onOpened(token);
    },
  });
  if (linkKey === '') return <Alert type="info" showIcon title={t('open.noLink')} style={{ margin: 16 }} />;
  return (
    <div className="member-open">
      <h2>{t('open.title')}</h2>
      <p>{t('open.hint')}</p>
      <Input.OTP key={opening.submittedAt} length={codeLength} size="large" autoFocus disabled={opening.isPending} formatter={(text) => text.replace(/[^0-9]/g, '')} onChange={(code) => {
        if (code.length === codeLength) opening.mutate(code);
      }} />
      {opening.data?.token === null && <Alert type="warning" showIcon title={t('open.wrong', { count: opening.data.triesLeft })} />}
      {opening.error && <Alert type="error" showIcon title={problemText(opening.error)} />}
    </div>
  );
}
