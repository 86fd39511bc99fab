import { Alert, Button, Progress, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { reasonText } from '../devices/deviceProblem';
import { problemText } from '../shell/ProblemAlert';
import type { SentBatch, useLabelBatches } from './useLabelBatches';

const countOf = (batches: readonly SentBatch[]) => batches.reduce((sum, { labels }) => sum + labels.length, 0);

/** How far the labels are that a label printer prints, why it waits, and what somebody has to decide. */
export function LabelPrinting({ batches: { sent, copies, isHanding, error, retry, decide } }: { readonly batches: ReturnType<typeof useLabelBatches> }) {
  const { t } = useTranslation(['catalog', 'devices', 'shell']);
  const all = countOf(sent) * copies;
  const printed = countOf(sent.filter(({ job }) => job?.state === 'Printed')) * copies;
  const waits = sent.find(({ job }) => job?.state === 'Held')?.job;
  const uncertain = sent.filter(({ job }) => job?.state === 'Uncertain');
  const isMissing = sent.some(({ job }) => job === null) && !isHanding;
  return (
    <div className="label-printing" data-testid="label-printing">
      <Progress percent={all === 0 ? 0 : Math.floor(printed * 100 / all)} status={uncertain.length > 0 || isMissing ? 'exception' : printed === all ? 'success' : 'active'} format={() => `${printed} / ${all}`} />
      {error && <Alert type="error" showIcon title={problemText(error)} action={isMissing && <Button size="small" onClick={retry}>{t('shell:retry')}</Button>} />}
      {waits?.reason && <Alert type="warning" showIcon title={reasonText(waits.reason, waits.message)} />}
      {uncertain.map((batch) => (
        <Alert key={batch.jobUuid} type="error" showIcon title={batch.job?.reason ? reasonText(batch.job.reason, batch.job.message) : t('devices:jobStates.Uncertain')} description={batch.names.join(' · ')} action={(
          <Space orientation="vertical">
            {(['Reprint', 'Printed', 'Discard'] as const).map((decision) => <Button key={decision} size="small" block onClick={() => decide(batch, decision)}>{t(`devices:decisions.${decision}`)}</Button>)}
          </Space>
        )} />
      ))}
    </div>
  );
}
