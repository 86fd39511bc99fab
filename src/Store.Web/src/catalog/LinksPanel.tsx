import { DeleteOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, InputNumber, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { KitPricing, ShowLinksLink, ShowLinksResult } from '../api/client';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { quantityText, toMilli } from '../shell/money';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';
import { ProductPicker } from './ProductPicker';

const changes = (productId: number) => [['links', productId], ['product'], ['goods']];

/** What a product is tied to: the parts of a kit, its deposit, what it is a pack of. */
export function LinksPanel({ productId }: { readonly productId: number }) {
  const { t } = useTranslation('catalog');
  const links = useQuery({ queryKey: ['links', productId], queryFn: () => api.showLinks(productId) });
  if (links.error) return <ProblemAlert error={links.error} retry={() => void links.refetch()} />;
  if (!links.data) return <Skeleton active />;
  const { version } = links.data;
  return (
    <>
      <KitForm key={`kit ${version}`} links={links.data} />
      <OneLink key={`deposit ${version}`} title={t('links.deposit')} hint={t('links.depositHint')} quantityLabel={t('links.perUnit')} productId={productId} link={links.data.deposit}
        save={(link) => api.linkDeposit(productId, { depositProductId: link?.productId ?? null, quantity: link?.quantity ?? 1, version })} />
      <OneLink key={`pack ${version}`} title={t('links.packOf')} hint={t('links.packHint')} quantityLabel={t('links.holds')} productId={productId} link={links.data.packOf}
        save={(link) => api.linkPack(productId, { ofProductId: link?.productId ?? null, factor: link?.quantity ?? 1, version })} />
      <InList title={t('links.packs')} rows={links.data.packs} />
      <InList title={t('links.kits')} rows={links.data.kits} />
    </>
  );
}

function KitForm({ links }: { readonly links: ShowLinksResult }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const mayChange = useMay()('catalog.manage-products');
  const [pricing, setPricing] = useState<KitPricing>(links.pricing);
  const [parts, setParts] = useState<readonly ShowLinksLink[]>(links.parts);
  const kit = pricing !== 'None';
  const saving = useSave(() => api.setKit(links.productId, { pricing, parts: kit ? parts.map((part) => ({ productId: part.productId, quantity: part.quantity })) : [], version: links.version }), changes(links.productId), () => undefined);
  const changed = pricing !== links.pricing || JSON.stringify(parts) !== JSON.stringify(links.parts);
  return (
    <Form layout="vertical" style={{ marginBottom: 24 }}>
      <Form.Item label={t('links.kit')} extra={t('links.kitHint')}>
        <Segmented<KitPricing> disabled={!mayChange} value={pricing} onChange={setPricing} options={(['None', 'AtKit', 'AtParts'] as const).map((value) => ({ value, label: t(`links.pricing.${value}`) }))} />
      </Form.Item>
      {kit && (
        <>
          {parts.map((part) => (
            <LinkLine key={part.productId} link={part} disabled={!mayChange} quantityLabel={t('links.perKit')} onQuantity={(quantity) => setParts(parts.map((each) => (each === part ? { ...part, quantity } : each)))} onRemove={() => setParts(parts.filter((each) => each !== part))} />
          ))}
          {mayChange && <ProductPicker placeholder={t('links.addPart')} onPick={(product) => parts.some((part) => part.productId === product.productId) || product.productId === links.productId || setParts([...parts, { ...product, quantity: 1 }])} />}
        </>
      )}
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ margin: '12px 0' }} />}
      {mayChange && changed && <Button type="primary" style={{ marginTop: 12 }} disabled={kit && parts.length === 0} loading={saving.isPending} onClick={() => saving.mutate(undefined)}>{t('shell:save')}</Button>}
    </Form>
  );
}

interface OneLinkProps {
  readonly title: string; readonly hint: string; readonly quantityLabel: string; readonly productId: number; readonly link: ShowLinksLink | null;
  readonly save: (link: ShowLinksLink | null) => Promise<unknown>;
}

function OneLink({ title, hint, quantityLabel, productId, link, save }: OneLinkProps) {
  const { t } = useTranslation('shell');
  const mayChange = useMay()('catalog.manage-products');
  const [chosen, setChosen] = useState(link);
  const saving = useSave(() => save(chosen), changes(productId), () => undefined);
  return (
    <Form layout="vertical" style={{ marginBottom: 24 }}>
      <Form.Item label={title} extra={hint}>
        {chosen
          ? <LinkLine link={chosen} disabled={!mayChange} quantityLabel={quantityLabel} onQuantity={(quantity) => setChosen({ ...chosen, quantity })} onRemove={() => setChosen(null)} />
          : <ProductPicker disabled={!mayChange} onPick={(product) => product.productId !== productId && setChosen({ ...product, quantity: 1 })} />}
      </Form.Item>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 12 }} />}
      {mayChange && JSON.stringify(chosen) !== JSON.stringify(link) && <Button type="primary" loading={saving.isPending} onClick={() => saving.mutate(undefined)}>{t('save')}</Button>}
    </Form>
  );
}

interface LineProps { readonly link: ShowLinksLink; readonly disabled: boolean; readonly quantityLabel: string; readonly onQuantity: (quantity: number) => void; readonly onRemove: () => void }

function LinkLine({ link, disabled, quantityLabel, onQuantity, onRemove }: LineProps) {
  const { t } = useTranslation('catalog');
  return (
    <div style={{ display: 'flex', gap: 8, alignItems: 'center', marginBottom: 8 }}>
      <span style={{ flex: 1, minWidth: 0 }}>{link.name} <small style={{ color: '#76828a' }}>{link.code}</small></span>
      <InputNumber min={0.001} max={100_000} precision={3} value={link.quantity} disabled={disabled} formatter={(value) => (value === undefined ? '' : quantityText(toMilli(value)))} suffix={link.unit} aria-label={quantityLabel} title={quantityLabel} onChange={(value) => value !== null && onQuantity(value)} style={{ width: 120 }} />
      <Button type="text" icon={<DeleteOutlined />} disabled={disabled} aria-label={t('links.remove')} onClick={onRemove} />
    </div>
  );
}

function InList({ title, rows }: { readonly title: string; readonly rows: readonly ShowLinksLink[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h3 style={{ fontSize: 15, margin: '0 0 4px' }}>{title}</h3>
      <ul style={{ margin: '0 0 16px', paddingInlineStart: 20 }}>{rows.map((row) => <li key={row.productId}>{row.name} <small style={{ color: '#76828a' }}>{row.code}</small> × {quantityText(toMilli(row.quantity))}</li>)}</ul>
    </>
  );
}
