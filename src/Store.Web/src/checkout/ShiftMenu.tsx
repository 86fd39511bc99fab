import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { useMay, useStore } from '../shell/session';
import { CashDialog } from './CashDialog';
import { PaperButton } from './PaperButton';
import { type OpenShift, type Register, type SaleDone } from './calls';
import { usePrintedReceipts } from './usePrintedReceipts';

/** What can be done with the open shift besides selling: cash in and out, the X report, taking the tray elsewhere. */
export function ShiftMenu({ register, shift, last }: { readonly register: Register; readonly shift: OpenShift; readonly last: SaleDone | null }) {
  const { t } = useTranslation(['checkout', 'display']);
  const { storeId } = useStore();
  const { message } = App.useApp();
  const mayDo = useMay();
  const queries = useQueryClient();
  const [cash, setCash] = useState(false);
  usePrintedReceipts(storeId, register.registerId, last);
  const leaving = useMutation({
    mutationFn: async () => {
      await (shift.kind === 'Shared' ? api.leaveShift(storeId, shift.shiftId, register.registerId) : api.suspendShift(storeId, shift.shiftId));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['registers', storeId] }),
    onError: (error) => message.error(problemText(error)),
  });
  if (!mayDo('checkout.manage-shifts')) return null;
  return (
    <div className="shift-menu">
      <Button size="small" onClick={() => setCash(true)}>{t('cash.title')}</Button>
      {mayDo('checkout.view-shifts') && <PaperButton size="small" paper={{ kind: 'X', shiftId: shift.shiftId }} title={`${t('report.x')} ${register.code}`}>{t('report.x')}</PaperButton>}
      <Button size="small" onClick={() => window.open('/display', 'store-display', 'popup,width=1024,height=600')}>{t('display:open')}</Button>
      {shift.kind !== 'Fixed' && <Button size="small" loading={leaving.isPending} onClick={() => leaving.mutate()}>{t(shift.kind === 'Shared' ? 'shift.leave' : 'shift.suspend')}</Button>}
      {cash && <CashDialog shiftId={shift.shiftId} registerId={register.registerId} onClose={() => setCash(false)} />}
    </div>
  );
}
