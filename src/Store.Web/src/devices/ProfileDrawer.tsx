import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, InputNumber, Select, Skeleton, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HardwareProfile, PrinterSettings } from '../api/client';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';
import { LabelPrinters, toLabelRow } from './LabelPrinters';
import { PrinterAddress } from './PrinterAddress';
import { WiredDevices } from './WiredDevices';
import { devicesAt } from './connection';
import { idRule, usualPatience } from './deviceIds';

type Fields = Omit<HardwareProfile, 'printers'> & { readonly printers?: readonly Row[] };

/** A printer as the form has it: the drawer that hangs on it is a switch and its pin. */
type Row = PrinterSettings & { readonly hasDrawer?: boolean };

const papers = [{ columns: 32, dotsPerLine: 384 }, { columns: 42, dotsPerLine: 512 }, { columns: 48, dotsPerLine: 576 }];

const toRow = (printer: PrinterSettings): Row => ({
  proof: 'Auto', patienceSeconds: usualPatience, ...printer, profile: { columns: 48, dotsPerLine: 576, chinese: 'Gb18030', cutter: true, autoStatus: true, qrCommand: true, ...printer.profile },
  drawer: { id: '', name: '', pin: 2, onMilliseconds: 100, alarmAfterSeconds: 60, ...printer.drawer }, hasDrawer: Boolean(printer.drawer),
});

function toSettings({ hasDrawer, ...printer }: Row): PrinterSettings {
  const dotsPerLine = papers.find((each) => each.columns === printer.profile?.columns)?.dotsPerLine;
  return {
    ...printer, profile: { ...printer.profile, ...(dotsPerLine === undefined ? {} : { dotsPerLine }) },
    drawer: hasDrawer && printer.drawer ? { ...printer.drawer, id: printer.drawer.id === '' ? `${printer.id}-drawer` : printer.drawer.id } : null,
  };
}

/** The devices of this till and how they are set. */
export function ProfileDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['devices', 'shell']);
  const [form] = Form.useForm<Fields>();
  const now = useQuery({ queryKey: ['device-profile'], queryFn: () => devicesAt().getProfile(), gcTime: 0 });
  const saving = useSave(
    ({ printers, ...others }: Fields) => devicesAt().changeProfile({ ...now.data, ...others, printers: (printers ?? []).map(toSettings) }),
    [['devices'], ['device-jobs'], ['device-profile']], onClose,
  );
  const required = { required: true, message: t('shell:required') };
  // By itself the form hands over what it shows, and of a drawer neither its id nor what was learned of it.
  return (
    <Drawer open size={560} title={t('profile.title')} onClose={onClose} extra={<Button type="primary" loading={saving.isPending} disabled={!now.data} onClick={form.submit}>{t('shell:save')}</Button>}>
      {now.error ? <ProblemAlert error={now.error} retry={() => void now.refetch()} /> : !now.data ? <Skeleton active /> : (
        <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ ...now.data, printers: (now.data.printers ?? []).map(toRow), labelPrinters: (now.data.labelPrinters ?? []).map(toLabelRow) }} onFinish={() => saving.mutate(form.getFieldsValue(true) as Fields)}>
          <Form.List name="printers">
            {(fields, { add, remove }) => (
              <>
                {fields.map(({ key, name }) => (
                  <section key={key} className="panel device-card" style={{ marginBottom: 16 }}>
                    <h2>{t('profile.printer')}<Button type="text" danger icon={<DeleteOutlined />} aria-label={t('profile.remove')} style={{ marginInlineStart: 'auto' }} onClick={() => remove(name)} /></h2>
                    <div className="profile-pair">
                      <Form.Item name={[name, 'id']} label={t('profile.id')} rules={[required, idRule(t('profile.idHint'))]}><Input /></Form.Item>
                      <Form.Item name={[name, 'name']} label={t('profile.name')}><Input maxLength={50} /></Form.Item>
                    </div>
                    <Form.Item name={[name, 'address']} label={t('profile.address')} extra={t('profile.addressHint')} rules={[required]}><PrinterAddress /></Form.Item>
                    <div className="profile-pair">
                      <Form.Item name={[name, 'profile', 'columns']} label={t('profile.paper')}><Select options={papers.map(({ columns }) => ({ value: columns, label: t(`profile.papers.${columns as 32}`) }))} /></Form.Item>
                      <Form.Item name={[name, 'profile', 'chinese']} label={t('profile.chinese')}><Select options={(['Gb18030', 'Gbk', 'None'] as const).map((value) => ({ value, label: t(`profile.fonts.${value}`) }))} /></Form.Item>
                    </div>
                    <div className="profile-pair">
                      <Form.Item name={[name, 'proof']} label={t('card.proof')}><Select options={(['Auto', 'ProcessId', 'InOrder', 'Sent'] as const).map((value) => ({ value, label: t(`proofs.${value}`) }))} /></Form.Item>
                      <Form.Item name={[name, 'patienceSeconds']} label={t('profile.patience')} tooltip={t('profile.patienceHint')} rules={[required]}><InputNumber min={1} max={120} precision={0} suffix="s" style={{ width: '100%' }} /></Form.Item>
                    </div>
                    <div className="profile-three">
                      <Form.Item name={[name, 'profile', 'cutter']} label={t('profile.cutter')} valuePropName="checked"><Switch /></Form.Item>
                      <Form.Item name={[name, 'profile', 'autoStatus']} label={t('profile.autoStatus')} tooltip={t('profile.autoStatusHint')} valuePropName="checked"><Switch /></Form.Item>
                      <Form.Item name={[name, 'profile', 'qrCommand']} label={t('profile.qrCommand')} tooltip={t('profile.qrCommandHint')} valuePropName="checked"><Switch /></Form.Item>
                    </div>
                    <div className="profile-pair">
                      <Form.Item name={[name, 'blockWhenUnprinted']} label={t('profile.blockWhenUnprinted')} tooltip={t('profile.blockWhenUnprintedHint')} valuePropName="checked"><Switch /></Form.Item>
                      <Form.Item name={[name, 'hangUpAfterSeconds']} label={t('profile.hangUp')} tooltip={t('profile.hangUpHint')}><InputNumber min={0} max={3600} precision={0} suffix="s" placeholder={t('profile.hangUpUsual')} style={{ width: '100%' }} /></Form.Item>
                    </div>
                    <Form.Item name={[name, 'profile', 'fontFile']} label={t('labels.font')} extra={t('profile.fontHint')}><Input /></Form.Item>
                    <div className="profile-pair">
                      <Form.Item name={[name, 'hasDrawer']} label={t('profile.drawer')} valuePropName="checked"><Switch /></Form.Item>
                      <Form.Item noStyle dependencies={[['printers', name, 'hasDrawer']]}>
                        {() => form.getFieldValue(['printers', name, 'hasDrawer']) === true && (
                          <Form.Item name={[name, 'drawer', 'pin']} label={t('profile.pin')}><Select options={[2, 5].map((value) => ({ value, label: value }))} /></Form.Item>
                        )}
                      </Form.Item>
                    </div>
                    <Form.Item noStyle dependencies={[['printers', name, 'hasDrawer']]}>
                      {() => form.getFieldValue(['printers', name, 'hasDrawer']) === true && (
                        <div className="profile-three">
                          <Form.Item name={[name, 'drawer', 'blockWhenOpen']} label={t('profile.blockWhenOpen')} tooltip={t('profile.blockWhenOpenHint')} valuePropName="checked"><Switch /></Form.Item>
                          <Form.Item name={[name, 'drawer', 'onMilliseconds']} label={t('profile.pulse')}><InputNumber min={2} max={510} suffix="ms" /></Form.Item>
                          <Form.Item name={[name, 'drawer', 'alarmAfterSeconds']} label={t('profile.alarm')} tooltip={t('profile.alarmHint')}><InputNumber min={0} max={3600} precision={0} suffix="s" /></Form.Item>
                        </div>
                      )}
                    </Form.Item>
                  </section>
                ))}
                <Button block type="dashed" icon={<PlusOutlined />} style={{ marginBottom: 16 }} onClick={() => add(toRow({ id: fields.length === 0 ? 'receipt' : `printer-${fields.length + 1}`, name: '', address: '' }))}>{t('profile.add')}</Button>
              </>
            )}
          </Form.List>
          <LabelPrinters />
          {(['scales', 'scanners', 'displays'] as const).map((kind) => <WiredDevices key={kind} kind={kind} />)}
          {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginTop: 12 }} />}
        </Form>
      )}
    </Drawer>
  );
}
