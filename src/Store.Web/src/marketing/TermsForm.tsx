import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, InputNumber, Radio, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '../shell/MoneyInput';
import { ProductSelect, ProductsSelect } from './ProductSelect';
import type { Kind } from './calls';
import { type Fields, type TierFields, waysOf } from './definition';

/** The figures of a promotion, in the words of its kind. */
export function TermsForm({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation(['marketing', 'shell']);
  const form = Form.useFormInstance<Fields>();
  const each = Form.useWatch(['terms', 'each'], form);
  const otherReward = Form.useWatch(['terms', 'otherReward'], form);
  const by = Form.useWatch(['terms', 'by'], form);
  const tiers = Form.useWatch(['terms', 'tiers'], form) as TierFields[] | undefined;
  const ways = waysOf(kind);
  const shows = (way: string) => ways.some((one) => one === way) && by === way;
  return (
    <>
      {(kind === 'SpendAndGift' || kind === 'AddOnPrice') && <Money name="spend" label={t('terms.spend')} optional={kind === 'AddOnPrice'} />}
      {kind === 'BuyXGetY' && <div className="form-grid"><Pieces name="pieces" label={t('terms.buy')} /><Pieces name="rewardPieces" label={t('terms.get')} /></div>}
      {kind === 'NthItem' && <Pieces name="pieces" label={t('terms.nth')} min={2} />}
      {kind === 'MixAndMatch' && <Pieces name="pieces" label={t('terms.anyPieces')} />}
      {kind === 'SpecialPrice' && <Form.Item name={['terms', 'each']} label={t('terms.whichPrice')}><Radio.Group options={[{ value: false, label: t('terms.onePrice') }, { value: true, label: t('terms.eachPrice') }]} /></Form.Item>}
      {kind === 'Bundle' && <Parts />}
      {ways.length > 0 && <Form.Item name={['terms', 'by']} label={t('terms.gives')}><Radio.Group options={ways.map((way) => ({ value: way, label: t(`terms.by.${way}`) }))} /></Form.Item>}
      {(kind === 'Percent' || kind === 'BuyXGetY' || shows('percentOff')) && <Percent label={kind === 'BuyXGetY' ? t('terms.rewardPercent') : t('terms.percentOff')} />}
      {(kind === 'AmountOff' || shows('amountOff')) && <Money name="amountOff" label={kind === 'AmountOff' ? t('terms.amountEach') : t('terms.by.amountOff')} />}
      {((kind === 'SpecialPrice' && !each) || shows('price')) && <Money name="price" label={kind === 'MixAndMatch' || kind === 'Bundle' ? t('terms.setPrice') : t('terms.price')} />}
      {((kind === 'SpecialPrice' && each) || kind === 'AddOnPrice') && <Prices />}
      {kind === 'SpendAndSave' && <Tiers />}
      {kind === 'BuyXGetY' && <Form.Item name={['terms', 'otherReward']} label={t('terms.whatIsGiven')}><Radio.Group options={[{ value: false, label: t('terms.sameGoods') }, { value: true, label: t('terms.otherGoods') }]} /></Form.Item>}
      {(kind === 'SpendAndGift' || (kind === 'BuyXGetY' && otherReward)) && <Form.Item name={['terms', 'rewardProductIds']} label={t('terms.gifts')} rules={[{ required: true, type: 'array', min: 1, message: t('shell:required') }]}><ProductsSelect /></Form.Item>}
      {(kind === 'SpendAndGift' || kind === 'AddOnPrice') && <Pieces name="rewardPieces" label={t('terms.rewardPieces')} />}
      {(kind === 'SpendAndGift' || kind === 'AddOnPrice' || (kind === 'SpendAndSave' && tiers?.length === 1)) && <Form.Item name={['terms', 'every']} label={t('terms.every')} valuePropName="checked"><Switch /></Form.Item>}
    </>
  );
}

function Money({ name, label, optional = false }: { readonly name: 'spend' | 'amountOff' | 'price'; readonly label: string; readonly optional?: boolean }) {
  const { t } = useTranslation('shell');
  return <Form.Item name={['terms', name]} label={label} rules={optional ? [] : [{ required: true, message: t('required') }]}><MoneyInput /></Form.Item>;
}

function Pieces({ name, label, min = 1 }: { readonly name: 'pieces' | 'rewardPieces'; readonly label: string; readonly min?: number }) {
  const { t } = useTranslation('shell');
  return <Form.Item name={['terms', name]} label={label} rules={[{ required: true, message: t('required') }]}><InputNumber min={min} max={1000} precision={0} style={{ width: '100%' }} /></Form.Item>;
}

function Percent({ label }: { readonly label: string }) {
  const { t } = useTranslation(['marketing', 'shell']);
  return <Form.Item name={['terms', 'percentOff']} label={label} extra={t('terms.percentHint')} rules={[{ required: true, message: t('shell:required') }]}><InputNumber min={0.01} max={100} precision={2} suffix="%" style={{ width: '100%' }} /></Form.Item>;
}

function Tiers() {
  const { t } = useTranslation(['marketing', 'shell']);
  const form = Form.useFormInstance<Fields>();
  const tiers = Form.useWatch(['terms', 'tiers'], form) as TierFields[] | undefined;
  const required = { required: true, message: t('shell:required') };
  return (
    <Form.List name={['terms', 'tiers']}>
      {(fields, { add, remove }) => (
        <Form.Item label={t('terms.tiers')}>
          {fields.map(({ key, name }) => (
            <div key={key} style={{ display: 'flex', gap: 8, marginBottom: 8 }}>
              <Form.Item noStyle name={[name, 'spend']} rules={[required]}><MoneyInput placeholder={t('terms.spend')} aria-label={t('terms.spend')} /></Form.Item>
              <Form.Item noStyle name={[name, 'by']}><Select style={{ width: 130, flex: 'none' }} aria-label={t('terms.gives')} options={[{ value: 'save', label: t('terms.save') }, { value: 'percentOff', label: t('terms.by.percentOff') }]} /></Form.Item>
              {tiers?.[name]?.by === 'percentOff'
                ? <Form.Item noStyle name={[name, 'percentOff']} rules={[required]}><InputNumber min={0.01} max={100} precision={2} suffix="%" aria-label={t('terms.percentOff')} style={{ width: '100%' }} /></Form.Item>
                : <Form.Item noStyle name={[name, 'save']} rules={[required]}><MoneyInput placeholder={t('terms.save')} aria-label={t('terms.save')} /></Form.Item>}
              <Button type="text" icon={<DeleteOutlined />} disabled={fields.length === 1} aria-label={t('terms.removeTier')} onClick={() => remove(name)} />
            </div>
          ))}
          <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ spend: null, by: 'save', save: null, percentOff: null })}>{t('terms.addTier')}</Button>
        </Form.Item>
      )}
    </Form.List>
  );
}

function Prices() {
  const { t } = useTranslation(['marketing', 'shell']);
  const required = { required: true, message: t('shell:required') };
  return (
    <Form.List name={['terms', 'prices']}>
      {(fields, { add, remove }) => (
        <Form.Item label={t('terms.prices')}>
          {fields.map(({ key, name }) => (
            <div key={key} style={{ display: 'flex', gap: 8, marginBottom: 8 }}>
              <Form.Item noStyle name={[name, 'productId']} rules={[required]}><ProductSelect /></Form.Item>
              <div style={{ width: 120, flex: 'none' }}><Form.Item noStyle name={[name, 'price']} rules={[required]}><MoneyInput placeholder={t('terms.price')} aria-label={t('terms.price')} /></Form.Item></div>
              <Button type="text" icon={<DeleteOutlined />} disabled={fields.length === 1} aria-label={t('terms.removeProduct')} onClick={() => remove(name)} />
            </div>
          ))}
          <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ productId: null, price: null })}>{t('terms.addProduct')}</Button>
        </Form.Item>
      )}
    </Form.List>
  );
}

function Parts() {
  const { t } = useTranslation(['marketing', 'shell']);
  const required = { required: true, message: t('shell:required') };
  return (
    <Form.List name={['terms', 'parts']}>
      {(fields, { add, remove }) => (
        <Form.Item label={t('terms.parts')} extra={t('terms.partsHint')}>
          {fields.map(({ key, name }) => (
            <div key={key} style={{ display: 'flex', gap: 8, marginBottom: 8 }}>
              <div style={{ flex: 1, minWidth: 0 }}><Form.Item noStyle name={[name, 'productIds']} rules={[{ ...required, type: 'array', min: 1 }]}><ProductsSelect /></Form.Item></div>
              <Form.Item noStyle name={[name, 'pieces']} rules={[required]}><InputNumber min={1} max={1000} precision={0} prefix="×" aria-label={t('terms.anyPieces')} style={{ width: 90, flex: 'none' }} /></Form.Item>
              <Button type="text" icon={<DeleteOutlined />} disabled={fields.length === 1} aria-label={t('terms.removeProduct')} onClick={() => remove(name)} />
            </div>
          ))}
          <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ productIds: [], pieces: 1 })}>{t('terms.addProduct')}</Button>
        </Form.Item>
      )}
    </Form.List>
  );
}
