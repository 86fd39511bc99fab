import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { MemberDrawer } from './MemberDrawer';

/** Why a member could not be saved; where another member has the phone or address, that one opens with a click. */
export function MemberProblem({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('members');
  const [opened, setOpened] = useState(false);
  const { memberId, number } = (error instanceof Problem ? error.facts : {}) as { readonly memberId?: number; readonly number?: string };
  return (
    <>
      <Alert type="error" showIcon title={problemText(error)} style={{ marginBottom: 16 }}
        action={memberId !== undefined && <Button size="small" onClick={() => setOpened(true)}>{t('openOther', { number })}</Button>} />
      {opened && memberId !== undefined && <MemberDrawer memberId={memberId} onClose={() => setOpened(false)} />}
    </>
  );
}
