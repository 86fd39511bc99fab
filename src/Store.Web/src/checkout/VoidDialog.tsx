import { Alert, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { withApprovals } from '../api';
import { useApproved } from '../access/useApproved';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useStore } from '../shell/session';
import { ReasonForm, type ReasonFields } from './ReasonForm';
import { useQuestions } from './useQuestions';
import type { VoidedLine, Voids } from './useVoids';

/** What is to be voided, and what is done once it may be. */
export interface VoidRequest {
  readonly kind: 'Line' | 'Sale';
  readonly lines: readonly VoidedLine[];
  readonly onVoided: () => void;
  /** The sale that the whole basket was to be. */
  readonly saleUuid?: string | null;
}

/** Asks why goods are taken out of the basket; over the cashier's limit the server asks for an approval. */
export function VoidDialog({ request, voids, onClose }: { readonly request: VoidRequest; readonly voids: Voids; readonly onClose: () => void }) {
  const { t } = useTranslation(['checkout', 'shell']);
  const { storeId } = useStore();
  const { approved, dialog } = useApproved();
  const questions = useQuestions();
  const event = request.kind === 'Sale' ? 'VoidSale' : 'VoidLine';
  const [form] = Form.useForm<ReasonFields>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const amount = request.lines.reduce((sum, line) => sum + line.amount, 0);
  const doVoid = async (fields: ReasonFields) => {
    setBusy(true);
    setRefusal(null);
    const reason = { reasonCode: fields.reasonCode ?? null, note: fields.note ?? null };
    try {
      const voided = await questions.around([{ event, reason: reason.reasonCode }], (answers) =>
        voids.ask(request.kind, request.lines, { ...reason, answers }, (body) => approved((ids) => withApprovals(ids).recordVoid(storeId, { ...body, saleUuid: request.saleUuid ?? null }))));
      if (!voided) return;
      request.onVoided();
      onClose();
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open className="touch" title={t(request.kind === 'Sale' ? 'void.sale' : 'void.line')} okText={t('void.do')} okButtonProps={{ danger: true, size: 'large' }} cancelButtonProps={{ size: 'large' }}
      confirmLoading={busy} onOk={form.submit} onCancel={onClose}
    >
      <p>{request.lines.length === 1 ? request.lines[0]?.name : t('void.lines', { number: request.lines.length })} · <strong><Amount minor={amount} /></strong></p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void doVoid(fields)}>
        <ReasonForm event={event} required />
      </Form>
      {dialog}
      {questions.dialog}
      {refusal !== null && <Alert type="error" showIcon title={problemText(refusal)} />}
    </Modal>
  );
}
