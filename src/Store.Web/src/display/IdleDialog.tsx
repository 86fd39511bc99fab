import { App, Button, Form, Input, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { Modal } from '../shell/Modal';
import { type IdleSettings, keepIdle, pictureOf } from './idle';

interface Props { readonly settings: IdleSettings; readonly onKept: (settings: IdleSettings) => void; readonly onClose: () => void }

/** Sets what this window shows while nobody is served, and the shop's own payment code. */
export function IdleDialog({ settings, onKept, onClose }: Props) {
  const { t } = useTranslation(['display', 'shell']);
  const { message } = App.useApp();
  const [form] = Form.useForm<Pick<IdleSettings, 'text' | 'payCode'>>();
  const [picture, setPicture] = useState(settings.picture);
  const keep = (values: Pick<IdleSettings, 'text' | 'payCode'>) => {
    const kept = { text: values.text.trim(), payCode: values.payCode.trim(), picture };
    if (keepIdle(kept)) onKept(kept);
    else message.error(t('settings.tooLarge'));
  };
  const take = async (file: File) => {
    try {
      setPicture(await pictureOf(file));
    } catch {
      message.error(t('settings.noPicture'));
    }
  };
  return (
    <Modal open width={480} style={{ top: 16 }} title={t('settings.title')} okText={t('shell:ok')} onOk={() => form.submit()} onCancel={onClose}>
      <Form className="display-form" form={form} layout="vertical" initialValues={settings} onFinish={keep}>
        <Form.Item name="text" label={t('settings.text')}><Input maxLength={60} placeholder={t('welcome')} /></Form.Item>
        <Form.Item label={t('settings.picture')}>
          {picture && <img className="display-preview" src={picture} alt="" />}
          <Upload accept="image/*" showUploadList={false} beforeUpload={(file) => {
            void take(file);
            return false;
          }}><Button>{t('settings.choosePicture')}</Button></Upload>
          {picture && <Button type="link" onClick={() => setPicture(null)}>{t('settings.noneOfIt')}</Button>}
        </Form.Item>
        <Form.Item name="payCode" label={t('settings.payCode')} extra={t('settings.payCodeHint')}><Input maxLength={500} /></Form.Item>
        <Form.Item label={t('settings.language')}><LanguageSwitch /></Form.Item>
      </Form>
      <Button onClick={() => void document.documentElement.requestFullscreen().then(onClose)}>{t('settings.fullScreen')}</Button>
    </Modal>
  );
}
