import { Alert, App, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { useDrawer } from '../devices/useTillPrinting';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { ReasonForm, type ReasonFields } from './ReasonForm';
import { useQuestions } from './useQuestions';
import { useReasonName } from './useReasons';

/** Opens the cash drawer without a sale, with a reason. */
export function DrawerDialog({ registerId, onClose }: { readonly registerId: number; readonly onClose: () => void }) {
  const { t } = useTranslation('checkout');
  const { storeId } = useStore();
  const { message } = App.useApp();
  const [form] = Form.useForm<ReasonFields>();
  const [uuid] = useState(newUuid);
  const questions = useQuestions();
  const openDrawer = useDrawer();
  const reasonName = useReasonName();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const open = async (fields: ReasonFields) => {
    setBusy(true);
    setRefusal(null);
    try {
      const reasonCode = fields.reasonCode ?? 'other';
      const opened = await questions.around([{ event: 'NoSale', reason: reasonCode }], async (answers) => {
        const told = await api.openDrawer(storeId, registerId, { openingUuid: uuid, reasonCode, note: fields.note ?? null, answers });
        if (told.open) openDrawer(uuid, fields.reasonCode ? reasonName('NoSale', fields.reasonCode) : t('drawer.title'));
      });
      if (!opened) return;
      message.success(t('drawer.opened'));
      onClose();
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open className="touch" title={t('drawer.title')} okText={t('drawer.open')} okButtonProps={{ size: 'large' }} cancelButtonProps={{ size: 'large' }} confirmLoading={busy} onOk={form.submit} onCancel={onClose}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void open(fields)}><ReasonForm event="NoSale" required /></Form>
      {questions.dialog}
      {refusal !== null && <Alert type="error" showIcon title={problemText(refusal)} />}
    </Modal>
  );
}
