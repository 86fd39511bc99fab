import { PrinterOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Result } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { usePrint } from '../devices/useTillPrinting';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { foreignText } from '../tenders/currencies';
import { ForeignCounts, type ForeignCount, allCounted, foreignCounts } from './ForeignCounts';
import { CountForm, countBody, emptyCount } from './CountForm';
import { PaperButton } from './PaperButton';
import { type CloseDone, type Register } from './calls';
import { useParkedAtClose } from './useParkedAtClose';
import { api, withApprovals } from '../api';
import { useApproved } from '../access/useApproved';

interface Props {
  readonly shift: { readonly shiftId: number; readonly openedAt: string; readonly openedByName: string };
  /** The register that it is closed at; none where the shift has ended already and is only counted. */
  readonly register?: Register;
  readonly basketEmpty: boolean;
  /** Whether the shift has ended already and is only to be counted. */
  readonly ended?: boolean;
  readonly onClose: () => void;
  readonly onClosed: () => void;
}

/** Closes the shift: the cash is counted without seeing what is expected; who sees all shifts is then shown the difference. Or ends it now, to be counted later. */
export function CloseShiftDialog({ shift, register, basketEmpty, ended = false, onClose, onClosed }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const { modal } = App.useApp();
  const { storeId, currency, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const [count, setCount] = useState(emptyCount);
  const [foreign, setForeign] = useState<ForeignCount>({});
  const taken = useQuery({ queryKey: ['shift', storeId, shift.shiftId], queryFn: () => api.getShift(storeId, shift.shiftId), staleTime: 0 });
  const currencies = (taken.data?.currencies ?? []).map((each) => each.currency);
  const onItsWay = useQuery({ queryKey: ['cash-on-its-way', storeId, shift.shiftId], queryFn: () => api.listCashOnItsWay(storeId, shift.shiftId) });
  const parked = useParkedAtClose(register ?? null);
  const { approved, dialog: approval } = useApproved();
  const printZ = usePrintZ();
  const closing = useMutation({
    onSuccess: (done) => {
      if (done.printsZ) printZ?.(done);
    },
    mutationFn: async () => {
      await parked.settle(approved);
      await api.countShift(storeId, shift.shiftId, { counts: [...countBody(currency, count).counts, ...foreignCounts(currencies, foreign)] });
      return approved((ids) => withApprovals(ids).closeShift(storeId, shift.shiftId, { counted: null }));
    },
  });
  const blind = useMutation({
    mutationFn: async () => {
      await parked.settle(approved);
      await api.blindCloseShift(storeId, shift.shiftId);
    },
    onSuccess: onClosed,
  });
  const counted = count.counted !== null && count.counted >= 0 && !taken.isPending && allCounted(currencies, foreign);
  const close = () => {
    if (counted && !closing.isPending) closing.mutate();
  };
  const closeBlind = () => modal.confirm({ title: t('shift.blindQuestion'), content: t('shift.blindHint'), okText: t('shift.blind'), onOk: () => blind.mutateAsync().catch(() => undefined) });

  if (closing.data) return <Closed done={closing.data} onClosed={onClosed} />;
  const problem = closing.error ?? blind.error;
  return (
    <Modal open className="touch" width={480} style={{ top: 24 }} title={t('shift.close')} onCancel={onClose} footer={[
      !ended && <Button key="blind" loading={blind.isPending} onClick={closeBlind}>{t('shift.blind')}</Button>,
      <Button key="cancel" onClick={onClose}>{t('shell:cancel')}</Button>,
      <Button key="close" type="primary" loading={closing.isPending} disabled={!counted} onClick={close}>{t('shift.close')}</Button>,
    ]}>
      <p style={{ marginTop: 0, color: '#5b6770' }}>{t('shift.openedAt', { name: shift.openedByName, time: timeText(shift.openedAt) })}</p>
      {!basketEmpty && <Alert type="warning" showIcon title={t('shift.basketNotEmpty')} style={{ marginBottom: 12 }} />}
      {parked.view}
      {(onItsWay.data?.items ?? []).map((one) => (
        <Alert key={one.movementId} type="warning" showIcon style={{ marginBottom: 12 }} title={<>{t('cash.onItsWay', { from: one.fromRegisterCode, to: one.toRegisterCode })} <Amount minor={toMinor(one.amount)} /></>} />
      ))}
      <CountForm value={count} onChange={setCount} onEnter={close} />
      {currencies.length > 0 && <ForeignCounts currencies={currencies} value={foreign} onChange={setForeign} onEnter={close} />}
      {approval}
      {problem && <Alert type="error" showIcon title={problemText(problem)} style={{ marginTop: 12 }} />}
    </Modal>
  );
}

/** Prints the Z report on the till's printer; nothing where there is no printer, or who closes the shift sees no reports. */
function usePrintZ(): ((done: CloseDone) => void) | null {
  const { t } = useTranslation('checkout');
  const mayDo = useMay();
  const { printerId, print } = usePrint();
  return printerId === null || !mayDo('checkout.view-shifts') ? null : (done) => print({ kind: 'Z', zReportId: done.zReportId }, t('report.z', { number: done.zNumber }));
}

function Closed({ done, onClosed }: { readonly done: CloseDone; readonly onClosed: () => void }) {
  const { t } = useTranslation(['checkout', 'shell']);
  const mayDo = useMay();
  const difference = done.overShort === null ? null : toMinor(done.overShort);
  return (
    <Modal open className="touch" width={440} title={t('shift.closed')} onCancel={onClosed} footer={[
      mayDo('checkout.view-shifts') && (
        <PaperButton key="print" icon={<PrinterOutlined />} paper={{ kind: 'Z', zReportId: done.zReportId }} title={t('report.z', { number: done.zNumber })}>{t('report.printZ')}</PaperButton>
      ),
      <Button key="ok" type="primary" autoFocus onClick={onClosed}>{t('shell:ok')}</Button>,
    ]}>
      <Result
        status={difference === null || difference === 0 ? 'success' : 'warning'} style={{ padding: '8px 0 16px' }}
        title={difference === null ? t('shift.handedIn') : difference === 0 ? t('shift.right') : difference > 0 ? t('shift.over') : t('shift.short')}
        subTitle={difference === null ? t('report.z', { number: done.zNumber }) : difference === 0 ? undefined : <Amount minor={difference} />}
      />
      <div className="pay-figures">
        {done.expected !== null && <div><span>{t('shift.expected')}</span><Amount minor={toMinor(done.expected)} /></div>}
        <div><span>{t('shift.counted')}</span><Amount minor={toMinor(done.counted)} /></div>
        {(done.currencies ?? []).map((each) => (
          <div key={each.currency}><span>{t('shift.counted')} {foreignText(toMinor(each.counted ?? 0), each.currency)}</span>{each.overShort === null ? null : <span>{t('shift.overShort')} {foreignText(toMinor(each.overShort), each.currency)}</span>}</div>
        ))}
      </div>
    </Modal>
  );
}
