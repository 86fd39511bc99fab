import { UploadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, QRCode, Skeleton, Space, Switch, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useStore } from '../shell/session';
import { useSave } from '../shell/useSave';
import { logoHeightAtMost, logoOf, logoWidthAtMost } from './logo';

interface Fields { readonly header?: string | null; readonly footer?: string | null; readonly link?: string | null; readonly linkText?: string | null; readonly printsZ: boolean }

/** Logo, header and footer of the store's receipts, with a look at how they come out. */
export function LetterheadDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['checkout', 'shell']);
  const { storeId, name } = useStore();
  const [form] = Form.useForm<Fields>();
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const [unreadable, setUnreadable] = useState(false);
  const header = Form.useWatch('header', form);
  const footer = Form.useWatch('footer', form);
  const link = Form.useWatch('link', form);
  const linkText = Form.useWatch('linkText', form);
  const now = useQuery({ queryKey: ['letterhead', storeId], queryFn: () => api.getLetterhead(storeId), gcTime: 0 });
  const logo = chosen === undefined ? now.data?.logo ?? null : chosen;
  const saving = useSave(
    (fields: Fields) => api.changeLetterhead(storeId, { header: fields.header ?? null, footer: fields.footer ?? null, logo, link: fields.link ?? null, linkText: fields.linkText ?? null, printsZ: fields.printsZ, version: now.data?.version ?? 0 }),
    [['letterhead', storeId], ['receipt', storeId]], onClose,
  );
  const choose = (file: File) => {
    setUnreadable(false);
    logoOf(file).then(setChosen, () => setUnreadable(true));
    return false;
  };
  return (
    <Drawer open size={520} title={t('letterhead.title')} onClose={onClose} extra={<Button type="primary" loading={saving.isPending} disabled={!now.data} onClick={form.submit}>{t('shell:save')}</Button>}>
      {now.error ? <ProblemAlert error={now.error} retry={() => void now.refetch()} /> : !now.data ? <Skeleton active /> : (
        <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ header: now.data.header, footer: now.data.footer, link: now.data.link, linkText: now.data.linkText, printsZ: now.data.printsZ }} onFinish={saving.mutate}>
          <Form.Item label={t('letterhead.logo')} extra={t('letterhead.logoHint', { width: logoWidthAtMost, height: logoHeightAtMost })}>
            <Space>
              <Upload accept="image/*" showUploadList={false} beforeUpload={choose}><Button icon={<UploadOutlined />}>{t('letterhead.choose')}</Button></Upload>
              {logo && <Button danger onClick={() => setChosen(null)}>{t('letterhead.noLogo')}</Button>}
            </Space>
          </Form.Item>
          {unreadable && <Alert type="error" showIcon title={t('letterhead.unreadable')} style={{ marginBottom: 12 }} />}
          <Form.Item name="header" label={t('letterhead.header')} extra={t('letterhead.headerHint')}><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={400} /></Form.Item>
          <Form.Item name="footer" label={t('letterhead.footer')} extra={t('letterhead.footerHint')}><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={400} /></Form.Item>
          <Form.Item name="link" label={t('letterhead.link')} extra={t('letterhead.linkHint')} rules={[{ type: 'url', message: t('letterhead.notLink') }]}><Input maxLength={300} placeholder="https://" /></Form.Item>
          {(link ?? '') !== '' && <Form.Item name="linkText" label={t('letterhead.linkText')}><Input maxLength={100} /></Form.Item>}
          <Form.Item name="printsZ" label={t('letterhead.printsZ')} extra={t('letterhead.printsZHint')} valuePropName="checked"><Switch /></Form.Item>
          {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 12 }} />}
          <p style={{ color: '#5b6770', marginBottom: 4 }}>{t('letterhead.preview')}</p>
          <div className="letterhead-paper" data-testid="letterhead">
            {logo && <img alt={t('letterhead.logo')} src={`data:image/png;base64,${logo}`} />}
            <strong>{name}</strong>
            <span>{header}</span>
            <hr />
            <span>{(footer ?? '') === '' ? t('letterhead.thanks') : footer}</span>
            {(link ?? '') !== '' && <><QRCode value={link ?? ''} size={112} bordered={false} style={{ margin: '4px auto 0' }} /><span>{linkText}</span></>}
          </div>
        </Form>
      )}
    </Drawer>
  );
}
