import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Empty, Segmented, Space, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeviceInfo } from '../api/client';
import { useBrowserPrint } from '../checkout/useBrowserPrint';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { useMay, useSession, useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { useTimeText } from '../shell/time';
import { devicesAt } from './connection';
import { deliver } from './delivery';
import { nameOf, problemWords, reasonText, warningText } from './deviceProblem';
import { jobColors } from './jobStates';
import { changePrintouts, isOver } from './printouts';
import { type Lost, useLost } from './useLost';
import { usePrint, useWhenToPrint, whensToPrint } from './useTillPrinting';
import './devices.css';

/** Whether nothing of it has come out of the printer, as far as anyone knows. */
const nothingIsOut = ({ job }: Lost) => job === null || job.state === 'Held' || job.state === 'Queued' || isOver(job.state);

type Decision = 'again' | 'browser' | 'printed' | 'discard';

/** The till's printer: how it is, when it prints, and what did not come out, each to be decided. */
export function PrintingDrawer({ printer, onClose }: { readonly printer: DeviceInfo; readonly onClose: () => void }) {
  const { t } = useTranslation(['devices', 'shell']);
  const { storeId, timeZone } = useStore();
  const { me } = useSession();
  const timeText = useTimeText(timeZone);
  const mayDo = useMay();
  const { lost, refresh } = useLost(true);
  const { print } = usePrint();
  const byBrowser = useBrowserPrint();
  const [when, setWhen] = useWhenToPrint();

  const forget = (jobId: string) => changePrintouts((list) => list.filter((each) => each.jobId !== jobId));

  const deciding = useMutation({
    mutationFn: async ({ row: { jobId, printout, job }, decision }: { readonly row: Lost; readonly decision: Decision }) => {
      if (decision === 'browser' && printout) {
        await byBrowser(printout.paper);
        return;
      }
      const resolve = (as: 'Reprint' | 'Printed' | 'Discard') => devicesAt().resolveJob(jobId, { decision: as, by: me.name });
      if (decision === 'again' && printout && !printout.taken) {
        // It never reached the printer: it is still the paper that was asked for.
        changePrintouts((list) => list.map((each) => (each.jobId === jobId ? { ...each, askedAt: Date.now(), refusal: null } : each)));
        print(printout.paper, printout.title, jobId);
        return;
      }
      if (decision === 'again' && printout && job && isOver(job.state)) {
        // Nothing of it has come out: another job, and still the print that was asked for.
        changePrintouts((list) => list.map((each) => (each.jobId === jobId ? { ...each, jobId: newUuid(), printId: each.printId ?? jobId, askedAt: Date.now(), taken: false, sent: false } : each)));
        void deliver(storeId, printer.id);
        return;
      }
      // A receipt that may be on paper already is printed again as a numbered copy, counted by the host; without leave for copies the printer marks it.
      const byHost = printout && !('saleId' in printout.paper && !mayDo('checkout.reprint'));
      if (job?.state === 'Uncertain') await resolve(decision === 'again' ? (byHost ? 'Discard' : 'Reprint') : decision === 'printed' ? 'Printed' : 'Discard');
      if (job?.state === 'Held' || job?.state === 'Queued') await devicesAt().cancelJob(jobId);
      forget(jobId);
      if (decision === 'again' && byHost) print('saleId' in printout.paper ? { ...printout.paper, copy: true } : printout.paper, printout.title);
    },
    onSettled: refresh,
  });
  // A printer that is switched off prints nothing again either.
  const button = (row: Lost, decision: Decision, primary = false) => (decision !== 'again' || printer.deviceEnabled !== false) && (
    <Button type={primary ? 'primary' : 'default'} loading={deciding.isPending && deciding.variables.row.jobId === row.jobId && deciding.variables.decision === decision} onClick={() => deciding.mutate({ row, decision })}>{t(`decide.${decision}`)}</Button>
  );
  const problem = problemWords(printer);
  return (
    <Drawer open className="touch" size={520} title={nameOf(printer)} onClose={onClose} extra={mayDo('devices.manage') && <Link className="till-link" to="/devices">{t('till.devices')}</Link>}>
      {problem ? <Alert type="warning" showIcon title={problem} /> : <Alert type="success" showIcon title={t('chip.ok')} />}
      <h3>{t('till.when')}</h3>
      <Segmented block size="large" value={when} onChange={setWhen} options={whensToPrint.map((value) => ({ value, label: t(`till.whens.${value}`) }))} />
      <h3>{t('till.lost')}</h3>
      {deciding.error && <Alert type="error" showIcon title={problemText(deciding.error)} style={{ marginBottom: 12 }} />}
      {lost.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(problem && (printer.printer?.waiting ?? 0) > 0 ? 'till.queued' : 'till.nothingLost')} />}
      {lost.map((row) => (
        <div key={row.jobId} className="panel lost-paper" data-testid="lost-paper">
          <div><strong>{row.title}</strong>{row.job ? <Tag color={jobColors[row.job.state]}>{t(`jobStates.${row.job.state}`)}</Tag> : <Tag color="orange">{t('till.waiting')}</Tag>}<span className="lost-paper-time">{timeText(row.at)}</span></div>
          <p>{row.printout?.refusal ?? (row.job?.reason ? reasonText(row.job.reason, row.job.message) : printer.deviceEnabled === false ? problem : row.job ? t('till.behind') : t('till.notReached'))}</p>
          {row.job?.warnings.map((warning) => <p key={warning}>{warningText(warning)}</p>)}
          <Space wrap>
            {row.printout && nothingIsOut(row) && button(row, 'browser')}
            {row.job?.state === 'Held' || row.job?.state === 'Queued' ? button(row, 'discard') : row.job?.state === 'Uncertain' ? <>{button(row, 'again', true)}{button(row, 'printed')}{button(row, 'discard')}</> : <>{button(row, 'again', true)}{button(row, 'discard')}</>}
          </Space>
        </div>
      ))}
    </Drawer>
  );
}
