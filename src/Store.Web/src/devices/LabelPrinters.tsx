import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LabelLanguage, LabelPrinterSettings } from '../api/client';
import { PrinterAddress } from './PrinterAddress';
import { idRule, usualPatience } from './deviceIds';

const languages: readonly LabelLanguage[] = ['Zpl', 'Tspl'];
const resolutions = [6, 8, 12, 24];
const darkest: Readonly<Record<LabelLanguage, number>> = { Zpl: 30, Tspl: 15 };
const wide = { width: '100%' };

/** A label printer as the form has it: what is not said of it is as usual. */
export const toLabelRow = (printer: LabelPrinterSettings): LabelPrinterSettings => ({
  proof: 'Auto', patienceSeconds: usualPatience, ...printer, profile: { language: 'Zpl', dotsPerMm: 8, widthMm: 60, heightMm: 40, gapMm: 2, ...printer.profile },
});

/** Label printers in the form of a till's devices. */
export function LabelPrinters() {
  const { t } = useTranslation(['devices', 'shell']);
  const form = Form.useFormInstance();
  const required = { required: true, message: t('shell:required') };
  return (
    <Form.List name="labelPrinters">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <section key={key} className="panel device-card" style={{ marginBottom: 16 }}>
              <h2>{t('labels.printer')}<Button type="text" danger icon={<DeleteOutlined />} aria-label={t('wired.remove')} style={{ marginInlineStart: 'auto' }} onClick={() => remove(name)} /></h2>
              <div className="profile-pair">
                <Form.Item name={[name, 'id']} label={t('profile.id')} rules={[required, idRule(t('profile.idHint'))]}><Input /></Form.Item>
                <Form.Item name={[name, 'name']} label={t('profile.name')}><Input maxLength={50} /></Form.Item>
              </div>
              <Form.Item name={[name, 'address']} label={t('profile.address')} extra={t('labels.addressHint')} rules={[required]}><PrinterAddress /></Form.Item>
              <div className="profile-pair">
                <Form.Item name={[name, 'profile', 'language']} label={t('labels.language')}><Select options={languages.map((value) => ({ value, label: t(`labels.languages.${value}`) }))} /></Form.Item>
                <Form.Item name={[name, 'profile', 'dotsPerMm']} label={t('labels.dots')}><Select options={resolutions.map((value) => ({ value, label: t(`labels.resolutions.${value as 8}`) }))} /></Form.Item>
              </div>
              <div className="profile-three">
                <Form.Item name={[name, 'profile', 'widthMm']} label={t('labels.width')} rules={[required]}><InputNumber min={10} max={200} precision={1} suffix="mm" style={wide} /></Form.Item>
                <Form.Item name={[name, 'profile', 'heightMm']} label={t('labels.height')} rules={[required]}><InputNumber min={10} max={300} precision={1} suffix="mm" style={wide} /></Form.Item>
                <Form.Item name={[name, 'profile', 'gapMm']} label={t('labels.gap')} rules={[required]}><InputNumber min={0} max={20} precision={1} suffix="mm" style={wide} /></Form.Item>
              </div>
              <div className="profile-pair">
                <Form.Item noStyle dependencies={[['labelPrinters', name, 'profile', 'language']]}>
                  {() => (
                    <Form.Item name={[name, 'profile', 'darkness']} label={t('labels.darkness')} extra={t('labels.asIs')}>
                      <InputNumber min={0} max={darkest[(form.getFieldValue(['labelPrinters', name, 'profile', 'language']) ?? 'Zpl') as LabelLanguage]} precision={0} style={wide} />
                    </Form.Item>
                  )}
                </Form.Item>
                <Form.Item name={[name, 'profile', 'speed']} label={t('labels.speed')} extra={t('labels.asIs')}><InputNumber min={1} max={14} precision={0} suffix="in/s" style={wide} /></Form.Item>
              </div>
              <div className="profile-pair">
                <Form.Item name={[name, 'proof']} label={t('card.proof')}><Select options={(['Auto', 'Sent'] as const).map((value) => ({ value, label: t(`proofs.${value}`) }))} /></Form.Item>
                <Form.Item name={[name, 'patienceSeconds']} label={t('profile.patience')} tooltip={t('profile.patienceHint')} rules={[required]}><InputNumber min={1} max={120} precision={0} suffix="s" style={wide} /></Form.Item>
              </div>
              <div className="profile-pair">
                <Form.Item name={[name, 'hangUpAfterSeconds']} label={t('profile.hangUp')} tooltip={t('profile.hangUpHint')}><InputNumber min={0} max={3600} precision={0} suffix="s" placeholder={t('profile.hangUpUsual')} style={wide} /></Form.Item>
              </div>
              <Form.Item name={[name, 'profile', 'fontFile']} label={t('labels.font')} extra={t('labels.fontHint')}><Input /></Form.Item>
            </section>
          ))}
          <Button block type="dashed" icon={<PlusOutlined />} style={{ marginBottom: 16 }} onClick={() => add(toLabelRow({ id: fields.length === 0 ? 'labels' : `labels-${fields.length + 1}`, name: '', address: '' }))}>{t('labels.add')}</Button>
        </>
      )}
    </Form.List>
  );
}
