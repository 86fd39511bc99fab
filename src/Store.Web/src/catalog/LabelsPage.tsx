import { BarcodeOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Input, Segmented, Switch, Tag } from 'antd';
import { type Key, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ConfirmLabelsConfirmed, LabelState, PrintLabelsResult } from '../api/client';
import { useScanner } from '../checkout/useScanner';
import { useLabelPrinter } from '../devices/useDevices';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import { LabelPrint } from './LabelPrint';
import type { LabelToChange } from './calls';

const colours: Readonly<Record<LabelState, string>> = { New: 'blue', Changed: 'red', Coming: 'orange' };

const hoursAhead = 36;

const minorOf = (amount: number | null) => (amount === null ? null : toMinor(amount));

/** The labels that have to be changed: print them, hang them up, confirm them by scanning. */
export default function LabelsPage() {
  const { t, i18n: { language } } = useTranslation(['catalog', 'shell']);
  const { storeId, timeZone } = useStore();
  const labelPrinter = useLabelPrinter();
  const mayDo = useMay();
  const queries = useQueryClient();
  const timeText = useTimeText(timeZone);
  const [state, setState] = useState<LabelState | 'all'>('all');
  const [chosen, setChosen] = useState<ReadonlySet<Key>>(new Set());
  const [printed, setPrinted] = useState<PrintLabelsResult | null>(null);
  const work = useMore(['labels', storeId, state], (after) => api.listLabelWork(storeId, state === 'all' ? undefined : state, hoursAhead, after === undefined ? undefined : Number(after), 100));
  const refresh = () => queries.invalidateQueries({ queryKey: ['labels', storeId] });
  const printing = useMutation({
    mutationFn: (productIds: number[]) => api.printLabels(storeId, { productIds, hours: hoursAhead, size: labelPrinter?.labelPrinter ?? null, language }),
    onSuccess: (result) => {
      setPrinted(result);
      return refresh();
    },
  });
  const confirming = useSave((labels: readonly LabelToChange[]) => api.confirmLabels(storeId, {
    lines: labels.map((label) => ({ productId: label.productId, code: null, price: label.printedPrice ?? label.priceToPrint })),
  }), [['labels', storeId]], () => setChosen(new Set()));

  const may = mayDo('catalog.print-labels');
  const picked = work.rows.filter((label) => chosen.has(label.productId));
  const choose = (productId: number, on: boolean) => setChosen((before) => {
    const after = new Set(before);
    if (on) after.add(productId);
    else after.delete(productId);
    return after;
  });
  const columns: Column<LabelToChange>[] = [
    ...(may ? [{ key: 'choose', title: '', phone: 'title' as const, render: (label: LabelToChange) => <Checkbox checked={chosen.has(label.productId)} aria-label={label.name} onChange={(event) => choose(label.productId, event.target.checked)} /> }] : []),
    { key: 'name', title: t('name'), phone: 'title', render: (label) => <>{label.name} <small style={{ color: '#76828a' }}>{label.spec} {label.code}</small></> },
    { key: 'state', title: t('labels.why'), render: (label) => <Tag color={colours[label.state]}>{t(`labels.states.${label.state}`)}</Tag> },
    { key: 'shelf', title: t('labels.onShelf'), align: 'right', render: (label) => <Amount minor={minorOf(label.shelfPrice)} /> },
    { key: 'due', title: t('labels.due'), align: 'right', phone: 'aside', render: (label) => <strong style={{ whiteSpace: 'nowrap' }}><Amount minor={toMinor(label.priceToPrint)} /><small>/{label.unit}</small></strong> },
    { key: 'printed', title: t('labels.printedAt'), render: (label) => (label.printedAt === null ? '–' : <><Amount minor={minorOf(label.printedPrice)} /> · {timeText(label.printedAt)}</>) },
  ];
  const error = printing.error ?? confirming.error;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('shell:pages.labels')}</h1>
        {may && <Button disabled={picked.length === 0} loading={confirming.isPending} onClick={() => confirming.mutate(picked)}>{t('labels.confirm', { count: picked.length })}</Button>}
        {may && <Button type="primary" disabled={picked.length === 0} loading={printing.isPending} onClick={() => printing.mutate(picked.map((label) => label.productId))}>{t('labels.print')}</Button>}
      </div>
      <Setting storeId={storeId} may={mayDo('catalog.change-price')} />
      {may && <ScanToConfirm storeId={storeId} onConfirmed={refresh} />}
      {error && <Alert type="error" showIcon title={problemText(error)} style={{ marginBottom: 12 }} />}
      <div className="tools">
        <Segmented<LabelState | 'all'> value={state} onChange={setState} options={[{ value: 'all', label: t('shell:all') }, ...(['Changed', 'Coming', 'New'] as const).map((each) => ({ value: each, label: t(`labels.states.${each}`) }))]} />
        {may && work.rows.length > 0 && (
          <Checkbox checked={picked.length === work.rows.length} indeterminate={picked.length > 0 && picked.length < work.rows.length}
            onChange={(event) => setChosen(event.target.checked ? new Set(work.rows.map((label) => label.productId)) : new Set())}>{t('labels.chooseAll')}</Checkbox>
        )}
      </div>
      <DataList columns={columns} list={work} rowKey={(label) => label.productId} empty={t('labels.none')} />
      {printed && <LabelPrint labels={printed.labels} printedAt={printed.printedAt} printer={labelPrinter} onClose={() => setPrinted(null)} />}
    </div>
  );
}

function Setting({ storeId, may }: { readonly storeId: number; readonly may: boolean }) {
  const { t } = useTranslation('catalog');
  const setting = useQuery({ queryKey: ['label-setting', storeId], queryFn: () => api.getLabelSetting(storeId) });
  const changing = useSave((confirm: boolean) => api.changeLabelSetting(storeId, { confirm }), [['label-setting', storeId], ['labels', storeId]], () => undefined);
  if (!setting.data) return null;
  return (
    <div className="tools">
      <Switch checked={setting.data.confirm} disabled={!may} loading={changing.isPending} aria-label={t('labels.setting')} onChange={(on) => changing.mutate(on)} />
      <span>{t('labels.setting')} <small style={{ color: '#76828a' }}>{t('labels.settingHint')}</small></span>
      {changing.error && <Alert type="error" showIcon title={problemText(changing.error)} />}
    </div>
  );
}

/** Walk along the shelf, scan each new label: done. */
function ScanToConfirm({ storeId, onConfirmed }: { readonly storeId: number; readonly onConfirmed: () => Promise<void> }) {
  const { t } = useTranslation('catalog');
  const [code, setCode] = useState('');
  const [done, setDone] = useState<readonly ConfirmLabelsConfirmed[]>([]);
  const confirming = useMutation({
    mutationFn: (scanned: string) => api.confirmLabels(storeId, { lines: [{ productId: null, code: scanned, price: null }] }),
    onSuccess: (result) => {
      setDone((before) => [...result.labels, ...before].slice(0, 5));
      return onConfirmed();
    },
  });
  const take = (scanned: string) => {
    if (scanned.trim() !== '') confirming.mutate(scanned.trim());
    setCode('');
  };
  useScanner(take);
  return (
    <div className="label-scan">
      <Input size="large" prefix={<BarcodeOutlined />} value={code} placeholder={t('labels.scan')} aria-label={t('labels.scan')} inputMode="search" enterKeyHint="done" autoComplete="off"
        onChange={(event) => setCode(event.target.value)} onPressEnter={() => take(code)} />
      {confirming.error && <Alert type="error" showIcon title={problemText(confirming.error)} />}
      {done.map((label, at) => (
        <Alert key={`${done.length - at} ${label.productId}`} showIcon type={label.price === label.shelfPrice ? 'success' : 'warning'}
          title={<>{label.name} <Amount minor={toMinor(label.shelfPrice)} /></>} description={label.price === label.shelfPrice ? undefined : <>{t('labels.outOfDate')} <Amount minor={minorOf(label.price)} /></>} />
      ))}
    </div>
  );
}
