import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Form, Input, InputNumber, Select, Switch, Tag } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { quantityText, toMilli } from '../shell/money';
import { useMay, useSession } from '../shell/session';
import { useSave } from '../shell/useSave';
import { type CodeMask, wholeChain } from './calls';

type Kind = CodeMask['kind'];

interface Fields { storeId: number; position: number; name: string; kind: Kind; pattern: string; active: boolean }

const kinds = ['Product', 'Member', 'Coupon', 'GiftCard', 'Staff'] as const satisfies readonly Kind[];

/** The masks that tell scale labels, cards and coupons apart, with a field to try a code in. */
export function CodeMasksDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const { store } = useSession();
  const storeId = store?.storeId ?? wholeChain;
  const mayDo = useMay();
  const [chosen, setChosen] = useState<CodeMask | null>(null);
  const masks = useQuery({ queryKey: ['code-masks', storeId], queryFn: () => api.listCodeMasks(storeId) });
  const columns: Column<CodeMask>[] = [
    { key: 'position', title: t('masks.position'), align: 'right', phone: 'aside', render: (mask) => mask.position },
    { key: 'name', title: t('name'), phone: 'title', render: (mask) => <>{mask.name} {!mask.active && <Tag>{t('masks.off')}</Tag>}</> },
    { key: 'kind', title: t('masks.kind'), render: (mask) => t(`masks.kinds.${mask.kind as 'Product'}`) },
    { key: 'pattern', title: t('masks.pattern'), render: (mask) => <code>{mask.pattern}</code> },
    { key: 'where', title: t('prices.where'), render: (mask) => (mask.storeId === wholeChain ? t('shell:wholeChain') : store?.name ?? mask.storeId) },
  ];
  return (
    <Drawer open size={760} title={t('masks.title')} onClose={onClose}>
      <TryCode storeId={storeId} />
      <DataList columns={columns} rowKey={(mask) => mask.codeMaskId} onOpen={mayDo('catalog.manage-products') ? setChosen : undefined} empty={t('masks.none')} list={{ rows: masks.data?.items ?? [], loading: masks.isLoading, error: masks.error, retry: () => void masks.refetch() }} />
      <div style={{ height: 20 }} />
      {mayDo('catalog.manage-products') && <MaskForm key={chosen ? `${chosen.codeMaskId} ${chosen.version}` : 'new'} mask={chosen} storeId={storeId} onSaved={() => setChosen(null)} />}
    </Drawer>
  );
}

function TryCode({ storeId, kind, pattern }: { readonly storeId: number; readonly kind?: Kind; readonly pattern?: string }) {
  const { t } = useTranslation('catalog');
  const [code, setCode] = useState('');
  const asked = useDeferredValue(code.trim());
  const tried = useQuery({ queryKey: ['code-masks', 'try', storeId, asked, kind, pattern], queryFn: () => api.tryCode(storeId, asked, kind, pattern), enabled: asked !== '', placeholderData: keepPreviousData });
  const answer = asked === '' ? undefined : tried.data;
  return (
    <div style={{ marginBottom: 16 }}>
      <Input allowClear value={code} maxLength={48} placeholder={t(pattern === undefined ? 'masks.try' : 'masks.tryPattern')} aria-label={t('masks.try')} onChange={(event) => setCode(event.target.value)} onPressEnter={(event) => event.preventDefault()} />
      {asked !== '' && tried.error && <ProblemAlert error={tried.error} retry={() => void tried.refetch()} />}
      {answer?.fault && <Alert type="error" showIcon title={answer.fault} style={{ marginTop: 8 }} />}
      {answer && !answer.fault && !answer.fits && <Alert type="warning" showIcon title={t('masks.noFit')} style={{ marginTop: 8 }} />}
      {answer?.fits && (
        <Descriptions size="small" bordered column={{ xs: 1, sm: 2 }} style={{ marginTop: 8 }} items={[
          { key: 'kind', label: t('masks.kind'), children: t(`masks.kinds.${answer.kind as 'Product'}`) },
          { key: 'mask', label: t('masks.mask'), children: answer.maskName ?? t('masks.ownCode') },
          { key: 'code', label: t('masks.code'), children: answer.ownCode },
          { key: 'product', label: t('name'), children: answer.productName ?? '–' },
          { key: 'quantity', label: t('masks.quantity'), children: answer.quantity === null ? '–' : quantityText(toMilli(answer.quantity)) },
          { key: 'amount', label: t('masks.amount'), children: answer.amount === null ? '–' : answer.amount.toFixed(2) },
        ]} />
      )}
    </div>
  );
}

function MaskForm({ mask, storeId, onSaved }: { readonly mask: CodeMask | null; readonly storeId: number; readonly onSaved: () => void }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const { stores } = useSession();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form);
  const pattern = Form.useWatch('pattern', form);
  const saving = useSave(async ({ storeId: where, ...body }: Fields) => {
    await (mask ? api.changeCodeMask(mask.codeMaskId, { ...body, version: mask.version }) : api.addCodeMask({ ...body, storeId: where }));
  }, [['code-masks']], () => {
    form.resetFields();
    onSaved();
  });
  const required = { required: true, message: t('shell:required') };
  const first: Partial<Fields> = mask ? { ...mask } : { storeId: wholeChain, position: 100, kind: 'Product', active: true };
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={first} onFinish={saving.mutate}>
      <strong>{mask ? t('masks.change', { name: mask.name }) : t('masks.add')}</strong>
      <div className="form-grid" style={{ marginTop: 12 }}>
        <Form.Item name="name" label={t('name')} rules={[required]}><Input maxLength={100} /></Form.Item>
        <Form.Item name="kind" label={t('masks.kind')} rules={[required]}><Select options={kinds.map((each) => ({ value: each, label: t(`masks.kinds.${each}`) }))} /></Form.Item>
        <Form.Item name="pattern" label={t('masks.pattern')} rules={[required]} extra={t('masks.patternHint')} className="form-wide"><Input maxLength={64} spellCheck={false} style={{ fontFamily: 'monospace' }} /></Form.Item>
        <Form.Item name="storeId" label={t('prices.where')}><Select disabled={mask !== null} options={[{ value: wholeChain, label: t('shell:wholeChain') }, ...stores.map((each) => ({ value: each.storeId, label: each.name }))]} /></Form.Item>
        <Form.Item name="position" label={t('masks.position')} extra={t('masks.positionHint')} rules={[required]}><InputNumber min={0} max={1_000_000} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="active" label={t('masks.active')} valuePropName="checked"><Switch /></Form.Item>
      </div>
      {pattern && <TryCode storeId={storeId} kind={kind} pattern={pattern} />}
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <div style={{ display: 'flex', gap: 8 }}>
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
        {mask && <Button onClick={onSaved}>{t('shell:cancel')}</Button>}
      </div>
    </Form>
  );
}
