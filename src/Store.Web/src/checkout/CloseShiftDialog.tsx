import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Modal, Result } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import type { OpenShift } from './calls';
import { api } from '../api';

interface Props { readonly shift: OpenShift; readonly basketEmpty: boolean; readonly onClose: () => void; readonly onClosed: () => void }

/** Closes the shift: the cash is counted without seeing what is expected, then the difference is shown. */
export function CloseShiftDialog({ shift, basketEmpty, onClose, onClosed }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const [counted, setCounted] = useState<Minor | null>(null);
  const closing = useMutation({ mutationFn: (amount: Minor) => api.closeShift(storeId, shift.shiftId, { counted: fromMinor(amount) }) });
  const close = () => {
    if (counted !== null && counted >= 0 && !closing.isPending) closing.mutate(counted);
  };

  if (closing.data) {
    const { expected, overShort } = closing.data;
    const difference = toMinor(overShort);
    return (
      <Modal open className="touch" width={440} title={t('shift.closed')} onOk={onClosed} onCancel={onClosed} okText={t('shell:ok')} cancelButtonProps={{ style: { display: 'none' } }}>
        <Result status={difference === 0 ? 'success' : 'warning'} style={{ padding: '8px 0 16px' }} title={difference === 0 ? t('shift.right') : difference > 0 ? t('shift.over') : t('shift.short')} subTitle={difference === 0 ? undefined : <Amount minor={difference} />} />
        <div className="pay-figures">
          <div><span>{t('shift.expected')}</span><Amount minor={toMinor(expected)} /></div>
          <div><span>{t('shift.counted')}</span><Amount minor={toMinor(closing.data.counted)} /></div>
        </div>
      </Modal>
    );
  }
  return (
    <Modal open className="touch" width={440} title={t('shift.close')} okText={t('shift.close')} confirmLoading={closing.isPending} onOk={close} onCancel={onClose} okButtonProps={{ disabled: counted === null || counted < 0 }}>
      <p style={{ marginTop: 0, color: '#5b6770' }}>{t('shift.openedAt', { name: shift.openedByName, time: timeText(shift.openedAt) })}</p>
      {!basketEmpty && <Alert type="warning" showIcon title={t('shift.basketNotEmpty')} style={{ marginBottom: 12 }} />}
      <Form layout="vertical" size="large">
        <Form.Item label={t('shift.countedCash')} extra={t('shift.countedHint')}><MoneyInput value={counted} onChange={setCounted} autoFocus onPressEnter={close} aria-label={t('shift.countedCash')} /></Form.Item>
      </Form>
      {closing.error && <Alert type="error" showIcon title={problemText(closing.error)} />}
    </Modal>
  );
}
