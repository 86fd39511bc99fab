import { LockOutlined, SwapOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { PersonAtTill } from '../api/client';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useSession } from '../shell/session';
import { useIsPhone } from '../shell/useIsPhone';
import { PersonAtTillForm } from './PersonAtTill';
import { rememberWay } from './signInWay';

/** At the till: hands it over to the next cashier, or locks it. The basket stays. */
export function SwitchCashier() {
  const { t } = useTranslation('access');
  const { signOut } = useSession();
  const { message } = App.useApp();
  const phone = useIsPhone();
  const [switching, setSwitching] = useState(false);
  const lock = async () => {
    rememberWay('till');
    try {
      await signOut();
    } catch (error) {
      message.error(problemText(error));
    }
  };
  return (
    <>
      <Button icon={<SwapOutlined />} aria-label={t('till.switch')} onClick={() => setSwitching(true)} style={{ height: 44, minWidth: 44 }}>{phone ? null : t('till.switch')}</Button>
      {!phone && <Button icon={<LockOutlined />} onClick={() => void lock()} style={{ height: 44 }}>{t('till.lock')}</Button>}
      {switching && <SwitchDialog onClose={() => setSwitching(false)} />}
    </>
  );
}

function SwitchDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('access');
  const queries = useQueryClient();
  const entering = useMutation({
    mutationFn: (who: PersonAtTill) => api.signInAtTill(who),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['me'] });
      // The next one at this screen sees nothing of what this one has seen.
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' && query.queryKey[0] !== 'stores', type: 'inactive' });
      await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
      onClose();
    },
  });
  return (
    <Modal open className="touch" width={400} title={t('till.switchTitle')} footer={null} onCancel={onClose} destroyOnHidden>
      <PersonAtTillForm button={t('till.signIn')} pending={entering.isPending} onEnter={entering.mutate}>
        {entering.error && <Alert type="error" showIcon title={problemText(entering.error)} style={{ marginBottom: 16 }} />}
      </PersonAtTillForm>
    </Modal>
  );
}
