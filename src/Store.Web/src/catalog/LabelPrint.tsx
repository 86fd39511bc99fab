import { Alert, Button, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { DeviceInfo } from '../api/client';
import { nameOf } from '../devices/deviceProblem';
import { Modal } from '../shell/Modal';
import { currencyText, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { Barcode } from './Barcode';
import { LabelPrinting } from './LabelPrinting';
import type { PrintedLabel } from './calls';
import type { ContentPer } from './content';
import { useLabelBatches } from './useLabelBatches';
import './labels.css';

type Paper = 'sheet' | 'roll';

const pageOf: Readonly<Record<Paper, string>> = { sheet: '@page { size: A4; margin: 8mm; }', roll: '@page { size: 60mm 40mm; margin: 0; }' };

interface Props {
  readonly labels: readonly PrintedLabel[];
  readonly printedAt: string;
  /** The till's label printer, where it has one. */
  readonly printer: DeviceInfo | null;
  readonly onClose: () => void;
}

/** Labels as they will be printed: on a label printer, or by the browser on sheets or on a roll. */
export function LabelPrint({ labels, printedAt, printer, onClose }: Props) {
  const { t } = useTranslation(['catalog', 'shell']);
  const { timeZone } = useStore();
  const [paper, setPaper] = useState<Paper>('sheet');
  const [copies, setCopies] = useState(1);
  const batches = useLabelBatches(labels, printer?.id ?? null);
  const isBegun = batches.sent.length > 0;
  const timeText = useTimeText(timeZone);
  const date = timeText(printedAt);
  const sheet = <div className="label-sheet">{labels.map((label) => <PaperLabel key={label.productId} label={label} date={date} />)}</div>;
  return (
    <Modal open width={860} title={t('labels.printed', { count: labels.length })} onCancel={onClose} footer={(
      <div className="label-actions">
        <Segmented<Paper> value={paper} onChange={setPaper} options={[{ value: 'sheet', label: t('labels.sheet') }, { value: 'roll', label: t('labels.roll') }]} />
        <Button type={printer ? 'default' : 'primary'} autoFocus={!printer} onClick={() => window.print()}>{t(printer ? 'labels.byBrowser' : 'labels.print')}</Button>
        <span className="label-space" />
        {printer && <InputNumber<number> prefix={t('labels.copies')} min={1} max={50} precision={0} value={copies} disabled={isBegun} aria-label={t('labels.copies')} onChange={(value) => setCopies(value ?? 1)} />}
        {printer && <Button type="primary" autoFocus disabled={isBegun || labels.every(({ document }) => document === null)} loading={batches.isHanding} onClick={() => batches.start(copies)}>{t('labels.printOn', { printer: nameOf(printer) })}</Button>}
        <Button onClick={onClose}>{t('shell:close')}</Button>
      </div>
    )}>
      {printer?.labelPrinter?.chinese === false && <Alert type="warning" showIcon title={t('labels.noFont')} style={{ marginBottom: 12 }} />}
      {isBegun && <LabelPrinting batches={batches} />}
      <div className="label-preview">{sheet}</div>
      {createPortal(<div className={`label-print ${paper}`} aria-hidden><style>{pageOf[paper]}</style>{sheet}</div>, document.body)}
    </Modal>
  );
}

function PaperLabel({ label, date }: { readonly label: PrintedLabel; readonly date: string }) {
  const { t } = useTranslation('catalog');
  const { currency } = useStore();
  return (
    <div className="label">
      <div className="label-name">{label.name} {!label.name.includes(label.spec) && <small>{label.spec}</small>}</div>
      <div className="label-price">
        <span>{currencyText(toMinor(label.price), currency)}<small>/{label.unit}</small></span>
        {label.unitPrice !== null && label.unitPricePer !== null && <span className="label-unit">{t('content.compared', { price: currencyText(toMinor(label.unitPrice), currency), unit: t(`content.pers.${label.unitPricePer as ContentPer}`) })}</span>}
        {label.oldPrice !== null && <s>{currencyText(toMinor(label.oldPrice), currency)}</s>}
      </div>
      <div className="label-foot">{label.code}<br />{date}</div>
      <Barcode code={label.barcode ?? label.code} />
    </div>
  );
}
