import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Form, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { type Minor, fromMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { api } from '../api';
import { CloseShiftDialog } from './CloseShiftDialog';
import type { Register, ShiftKind, UnfinishedShift } from './calls';

interface Props { readonly register: Register; readonly onOpened: () => void; readonly onLeave: () => void }

const kinds: readonly ShiftKind[] = ['Fixed', 'Floating', 'Shared'];

/** Opens a shift with the change that lies in the drawer, goes on with a suspended one, joins the shared one, or counts one that has ended. */
export function OpenShiftPanel({ register, onOpened, onLeave }: Props) {
  const { t } = useTranslation('checkout');
  const { storeId } = useStore();
  const mayOpen = useMay()('checkout.manage-shifts');
  const [float, setFloat] = useState<Minor | null>(0);
  const [kind, setKind] = useState<ShiftKind>('Fixed');
  const opening = useMutation({ mutationFn: (amount: Minor) => api.openShift(storeId, { registerId: register.registerId, float: fromMinor(amount), kind }), onSuccess: onOpened, onError: onOpened });
  const open = () => {
    if (mayOpen && float !== null && float >= 0 && !opening.isPending) opening.mutate(float);
  };
  return (
    <div className="till-start touch" style={{ maxWidth: 460 }}>
      <Card title={register.name}>
        <p style={{ marginTop: 0, color: '#5b6770' }}>{t('shift.openHint')}</p>
        <Form layout="vertical" size="large">
          <Form.Item label={t('shift.float')}><MoneyInput value={float} onChange={setFloat} autoFocus onPressEnter={open} aria-label={t('shift.float')} /></Form.Item>
          <Form.Item label={t('shift.kind')} extra={t(`shift.kindHints.${kind}`)}><Segmented block value={kind} onChange={setKind} options={kinds.map((each) => ({ value: each, label: t(`shift.kinds.${each}`) }))} /></Form.Item>
          {!mayOpen && <Alert type="info" showIcon title={t('shift.mayNotOpen')} style={{ marginBottom: 16 }} />}
          {opening.error && <Alert type="error" showIcon title={problemText(opening.error)} style={{ marginBottom: 16 }} />}
          <Button type="primary" block loading={opening.isPending} disabled={!mayOpen || float === null || float < 0} onClick={open}>{t('shift.open')}</Button>
          {mayOpen && <Unfinished register={register} onOpened={onOpened} />}
          <Button type="link" block onClick={onLeave} style={{ marginTop: 8 }}>{t('register.other')}</Button>
        </Form>
      </Card>
    </div>
  );
}

/** The store's other shifts that this register can have to do with. */
function Unfinished({ register, onOpened }: { readonly register: Register; readonly onOpened: () => void }) {
  const { t } = useTranslation('checkout');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const mayDo = useMay();
  const queries = useQueryClient();
  const [counting, setCounting] = useState<UnfinishedShift | null>(null);
  const key = ['unfinished-shifts', storeId];
  const shifts = useQuery({ queryKey: key, queryFn: () => api.listUnfinishedShifts(storeId), staleTime: 0 });
  const going = useMutation({
    mutationFn: async (shift: UnfinishedShift) => {
      await (shift.state === 'Suspended' ? api.resumeShift(storeId, shift.shiftId, { registerId: register.registerId }) : api.joinShift(storeId, shift.shiftId, { registerId: register.registerId }));
    },
    onSuccess: onOpened,
  });
  const sees = mayDo('checkout.view-shifts');
  const rows = (shifts.data?.items ?? []).filter((shift) => (shift.state === 'Open' ? shift.kind === 'Shared' : shift.mine || sees));
  return (
    <div style={{ marginTop: rows.length > 0 ? 20 : 0 }}>
      {rows.map((shift) => (
        <div key={shift.shiftId} className="shift-row">
          <div><strong>{t(`shift.states.${shift.state as 'Open'}`)} · {t(`shift.kinds.${shift.kind as 'Fixed'}`)}</strong><small>{t('shift.openedAt', { name: shift.openedByName, time: timeText(shift.openedAt) })} · {shift.registers.join(', ') || shift.registerCode}</small></div>
          {shift.state === 'Uncounted'
            ? <Button onClick={() => setCounting(shift)}>{t('shift.count')}</Button>
            : <Button loading={going.isPending} onClick={() => going.mutate(shift)}>{t(shift.state === 'Suspended' ? 'shift.resume' : 'shift.join')}</Button>}
        </div>
      ))}
      {going.error && <Alert type="error" showIcon title={problemText(going.error)} style={{ marginTop: 8 }} />}
      {counting && <CloseShiftDialog ended shift={counting} basketEmpty onClose={() => setCounting(null)} onClosed={() => {
        setCounting(null);
        void queries.invalidateQueries({ queryKey: key });
      }} />}
    </div>
  );
}
