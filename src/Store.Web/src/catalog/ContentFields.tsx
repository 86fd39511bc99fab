import { Form, InputNumber, Select, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { quantityText, toMilli } from '../shell/money';
import { type ContentUnit, contentUnits, persOf } from './content';

/** What one unit of a product holds, and what labels give its price to compare for. */
export function ContentFields() {
  const { t } = useTranslation('catalog');
  const form = Form.useFormInstance();
  const unit = (Form.useWatch(['content', 'unit'], form) as ContentUnit | undefined) ?? 'g';
  return (
    <Form.Item label={t('content.title')} extra={t('content.hint')} className="form-wide">
      <Space.Compact style={{ width: '100%' }}>
        <Form.Item noStyle name={['content', 'amount']}><InputNumber<number> min={0} max={100_000} precision={3} formatter={(value) => (value === undefined ? '' : quantityText(toMilli(value)))} aria-label={t('content.amount')} style={{ flex: 1, minWidth: 70 }} /></Form.Item>
        <Form.Item noStyle name={['content', 'unit']}>
          <Select<ContentUnit> aria-label={t('content.unit')} style={{ width: 84 }} options={contentUnits.map((each) => ({ value: each, label: t(`content.units.${each}`) }))} onChange={(chosen) => form.setFieldValue(['content', 'per'], persOf[chosen][0])} />
        </Form.Item>
        <Form.Item noStyle name={['content', 'per']}><Select aria-label={t('content.per')} style={{ width: 128 }} options={persOf[unit].map((per) => ({ value: per, label: t('content.perUnit', { unit: t(`content.pers.${per}`) }) }))} /></Form.Item>
      </Space.Compact>
    </Form.Item>
  );
}
