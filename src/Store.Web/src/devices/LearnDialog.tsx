import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Steps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { devicesAt } from './connection';

/** Teaches which level of a drawer's sensor means open, since drawers differ: a person closes it and opens it once. */
export function LearnDialog({ drawerId, onClose }: { readonly drawerId: string; readonly onClose: () => void }) {
  const { t } = useTranslation(['devices', 'shell']);
  const [step, setStep] = useState(0);
  const telling = useMutation({
    mutationFn: () => devicesAt().learnDrawer(drawerId, { isOpen: step === 1 }),
    // Without both halves nothing is learned: then it begins again with the closed drawer.
    onSuccess: ({ isLearned }) => setStep(isLearned ? 2 : step === 0 ? 1 : 0),
    onError: () => setStep(0),
  });
  return (
    <Modal open title={t('learn.title')} onCancel={onClose} footer={step === 2
      ? <Button type="primary" onClick={onClose}>{t('shell:close')}</Button>
      : <Button type="primary" loading={telling.isPending} onClick={() => telling.mutate()}>{t(step === 0 ? 'learn.isClosed' : 'learn.isOpen')}</Button>}>
      <Steps size="small" current={step} items={[{ title: t('learn.close') }, { title: t('learn.open') }]} style={{ margin: '16px 0' }} />
      <p>{t(step === 0 ? 'learn.closeHint' : step === 1 ? 'learn.openHint' : 'learn.done')}</p>
      {telling.error && <Alert type="error" showIcon title={problemText(telling.error)} />}
    </Modal>
  );
}
