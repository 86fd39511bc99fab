import { DeleteOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, DatePicker, Empty, Form, Input, Select, Skeleton } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { MoneyInput } from '../shell/MoneyInput';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useSession } from '../shell/session';
import { useSave } from '../shell/useSave';
import { GoodsSelect } from './GoodsSelect';
import type { PriceChangeDetail } from './calls';
import './prices.css';
import { wallMoment, wallTime } from './wallTime';

interface Line { readonly productId: number; readonly name: string; readonly unit: string | null; readonly units: readonly string[]; readonly storeId: number; readonly price: Minor | null; readonly ends: boolean; readonly style: { readonly styleId: number; readonly name: string } | null; readonly ofStyle: boolean }

interface Fields { reason: string; listId: number; storeIds: number[]; from: Dayjs | null; to: Dayjs | null }

const linesAtMost = 500;

/** Makes a price change document or writes on at one. */
export function PriceChangeForm({ change, onSaved }: { readonly change: PriceChangeDetail | null; readonly onSaved: (changeId: number) => void }) {
  const kept = useQuery({ queryKey: ['price-change-lines', change?.changeId, 'edit'], queryFn: () => api.listPriceChangeLines(change?.changeId ?? 0, undefined, linesAtMost), enabled: change !== null });
  if (change === null) return <Editor change={null} kept={[]} whole onSaved={onSaved} />;
  if (kept.error) return <ProblemAlert error={kept.error} retry={() => void kept.refetch()} />;
  if (!kept.data) return <Skeleton active />;
  return <Editor change={change} whole={kept.data.next === null} onSaved={onSaved} kept={oncePerStyle(kept.data.items.map((line) => ({
    productId: line.productId, name: line.name, unit: line.packUnit, units: [line.unit], storeId: line.storeId, price: line.newPrice === null ? null : toMinor(line.newPrice), ends: line.newPrice === null,
    style: line.styleId === null ? null : { styleId: line.styleId, name: line.styleName ?? '' }, ofStyle: line.styleId !== null,
  })))} />;
}

/** The server keeps the line of a style once for each variant. */
const oncePerStyle = (lines: readonly Line[]) => lines.filter((line, at) => !line.ofStyle || lines.findIndex((each) => each.ofStyle && each.style?.styleId === line.style?.styleId && each.storeId === line.storeId) === at);

interface Props { readonly change: PriceChangeDetail | null; readonly kept: readonly Line[]; readonly whole: boolean; readonly onSaved: (changeId: number) => void }

function Editor({ change, kept, whole, onSaved }: Props) {
  const { t } = useTranslation(['catalog', 'shell']);
  const { stores, store } = useSession();
  const [lines, setLines] = useState(kept);
  const [form] = Form.useForm<Fields>();
  const listId = Form.useWatch('listId', form) as number | undefined;
  const storeIds = Form.useWatch('storeIds', form) as number[] | undefined;
  const lists = useQuery({ queryKey: ['price-lists', 'all'], queryFn: () => api.listPriceLists(undefined, 200) });
  const saving = useSave(async (fields: Fields) => {
    const body = {
      ...fields, from: wallTime(fields.from), to: wallTime(fields.to),
      lines: whole ? lines.map((line) => ({
        ...(line.ofStyle && line.style ? { productId: 0, styleId: line.style.styleId, unit: null } : { productId: line.productId, styleId: 0, unit: line.unit }),
        price: line.ends || line.price === null ? null : fromMinor(line.price), storeId: line.storeId,
      })) : null,
    };
    return change ? await api.editPriceChange(change.changeId, { ...body, version: change.version }) : await api.createPriceChange(body);
  }, [['price-changes'], ['price-change'], ['price-change-lines']], (made) => onSaved(made.changeId));
  const required = { required: true, message: t('shell:required') };
  // A price of one store or of a list can end, so that what else there is holds again.
  const mayEnd = (listId ?? 0) !== 0 || (storeIds ?? []).length > 0;
  const put = (line: Line, part: Partial<Line>) => setLines(lines.map((each) => (each === line ? { ...line, ...part } : each)));
  const first: Fields = change
    ? { reason: change.reason, listId: change.listId, storeIds: [...change.storeIds], from: wallMoment(change.from), to: wallMoment(change.to) }
    : { reason: '', listId: 0, storeIds: store ? [store.storeId] : [], from: null, to: null };
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={first} onFinish={saving.mutate}>
      <Form.Item name="reason" label={t('prices.reason')} rules={[required]}><Input maxLength={200} /></Form.Item>
      <div className="form-grid">
        <Form.Item name="listId" label={t('history.list')}><Select showSearch={{ optionFilterProp: 'label' }} options={[{ value: 0, label: t('history.retail') }, ...(lists.data?.items ?? []).map((list) => ({ value: list.listId, label: list.name }))]} /></Form.Item>
        <Form.Item name="storeIds" label={t('prices.where')}><Select mode="multiple" allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('shell:wholeChain')} options={stores.map((each) => ({ value: each.storeId, label: each.name }))} /></Form.Item>
        <Form.Item name="from" label={t('shell:from')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('changes.onApproval')} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="to" label={t('shell:to')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('prices.openEnd')} style={{ width: '100%' }} /></Form.Item>
      </div>
      {!whole ? <Alert type="info" showIcon title={t('changes.tooManyToEdit')} style={{ marginBottom: 16 }} /> : (
        <>
          <GoodsSelect onPick={(product) => !lines.some((line) => line.productId === product.productId && line.unit === null && !line.ofStyle) && setLines([...lines, {
            productId: product.productId, name: product.name, unit: null, units: [product.unit, ...new Set(product.barcodes.flatMap((barcode) => (barcode.unit === null ? [] : [barcode.unit])))],
            storeId: 0, price: product.price === null ? null : toMinor(product.price), ends: false,
            style: product.styleId === null ? null : { styleId: product.styleId, name: product.styleName ?? '' }, ofStyle: false,
          }])} />
          <div className="panel" style={{ margin: '12px 0 16px' }}>
            {lines.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('changes.noLines')} />}
            {lines.map((line) => (
              <div key={`${line.productId} ${line.unit ?? ''} ${line.storeId} ${String(line.ofStyle)}`} className="price-line">
                <span className="price-line-name">{line.ofStyle ? line.style?.name : line.name}{line.storeId !== 0 && <small> · {stores.find((each) => each.storeId === line.storeId)?.name}</small>}</span>
                {line.style && <Checkbox checked={line.ofStyle} disabled={!line.ofStyle && lines.some((each) => each.ofStyle && each.style?.styleId === line.style?.styleId && each.storeId === line.storeId)} onChange={(event) => put(line, { ofStyle: event.target.checked, unit: null })}>{t('styles.wholeStyle')}</Checkbox>}
                <Select size="small" aria-label={t('unit')} value={line.unit ?? line.units[0] ?? ''} disabled={line.units.length < 2 || line.ofStyle} options={line.units.map((unit) => ({ value: unit, label: unit }))} onChange={(unit) => put(line, { unit: unit === line.units[0] ? null : unit })} />
                <span className="price-line-field"><MoneyInput value={line.ends ? null : line.price} disabled={line.ends} aria-label={`${t('prices.new')} ${line.name}`} onChange={(price) => put(line, { price })} /></span>
                {mayEnd && <Checkbox checked={line.ends} onChange={(event) => put(line, { ends: event.target.checked })}>{t('changes.ends')}</Checkbox>}
                <Button type="text" icon={<DeleteOutlined />} aria-label={t('lists.remove')} onClick={() => setLines(lines.filter((each) => each !== line))} />
              </div>
            ))}
          </div>
        </>
      )}
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending} disabled={lines.some((line) => !line.ends && (line.price ?? 0) <= 0)}>{t('shell:save')}</Button>
    </Form>
  );
}
