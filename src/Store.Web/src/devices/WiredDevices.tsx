import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { idRule } from './deviceIds';

type Kind = 'scales' | 'scanners' | 'displays';

/** What a kind of device can be: the setting that tells models apart, its choices, and how a new one begins. */
const kinds = {
  scales: { first: 'scale', choice: 'model', choices: ['Toledo8217', 'Cas', 'CasContinuous', 'Dibal', 'Adam'], begin: { model: 'Toledo8217', leastGrams: 20, mostGrams: 15_000 } },
  scanners: { first: 'scanner', choice: 'end', choices: ['Line', 'Etx', 'Silence'], begin: { end: 'Line' } },
  displays: { first: 'display', choice: 'model', choices: ['Cd5220', 'EpsonDmD', 'Led8'], begin: { model: 'Cd5220' } },
} as const;

/** Scales, scanners or customer displays in the form of a till's devices. */
export function WiredDevices({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation(['devices', 'shell']);
  const { first, choice, choices, begin } = kinds[kind];
  const required = { required: true, message: t('shell:required') };
  return (
    <Form.List name={kind}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <section key={key} className="panel device-card" style={{ marginBottom: 16 }}>
              <h2>{t(`wired.${kind}`)}<Button type="text" danger icon={<DeleteOutlined />} aria-label={t('wired.remove')} style={{ marginInlineStart: 'auto' }} onClick={() => remove(name)} /></h2>
              <div className="profile-pair">
                <Form.Item name={[name, 'id']} label={t('profile.id')} rules={[required, idRule(t('profile.idHint'))]}><Input /></Form.Item>
                <Form.Item name={[name, 'name']} label={t('profile.name')}><Input maxLength={50} /></Form.Item>
              </div>
              <Form.Item name={[name, 'address']} label={t('profile.address')} extra={t(kind === 'displays' ? 'wired.displayHint' : 'wired.addressHint')} rules={[required]}><Input /></Form.Item>
              <Form.Item name={[name, choice]} label={t(kind === 'scanners' ? 'wired.end' : 'wired.model')}><Select options={choices.map((value) => ({ value, label: t(`wired.choices.${value}`) }))} /></Form.Item>
              {kind === 'scales' && (
                <div className="profile-pair">
                  <Form.Item name={[name, 'leastGrams']} label={t('wired.least')} rules={[required]}><InputNumber min={1} max={10_000} precision={0} suffix="g" style={{ width: '100%' }} /></Form.Item>
                  <Form.Item name={[name, 'mostGrams']} label={t('wired.most')} rules={[required]}><InputNumber min={2} max={1_000_000} precision={0} suffix="g" style={{ width: '100%' }} /></Form.Item>
                </div>
              )}
              {kind === 'scanners' && <Form.Item name={[name, 'separator']} label={t('wired.separator')} extra={t('wired.separatorHint')}><Input maxLength={4} style={{ maxWidth: 160 }} /></Form.Item>}
              {kind === 'displays' && <Form.Item name={[name, 'idleText']} label={t('wired.idle')}><Input maxLength={40} /></Form.Item>}
            </section>
          ))}
          <Button block type="dashed" icon={<PlusOutlined />} style={{ marginBottom: 16 }} onClick={() => add({ id: fields.length === 0 ? first : `${first}-${fields.length + 1}`, name: '', address: '', ...begin })}>{t(`wired.add.${kind}`)}</Button>
        </>
      )}
    </Form.List>
  );
}
