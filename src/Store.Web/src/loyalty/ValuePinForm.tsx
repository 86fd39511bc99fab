import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';

interface Fields { pin: string; oldPin?: string }

const digits = /^\d{4,8}$/;

/** The PIN that a member gives for large payments. */
export function ValuePinForm({ memberId, hasPin }: { readonly memberId: number; readonly hasPin: boolean }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const mayReset = useMay()('loyalty.manage-value');
  const [form] = Form.useForm<Fields>();
  const saving = useSave(({ pin, oldPin }: Fields) => api.setValuePin(memberId, { pin, oldPin: oldPin === undefined || oldPin === '' ? null : oldPin }), [['member-value', memberId]], () => form.resetFields());
  return (
    <Form<Fields> name="value-pin" form={form} layout="vertical" requiredMark={false} onFinish={saving.mutate} style={{ marginTop: 24, maxWidth: 320 }}>
      {hasPin && <Form.Item name="oldPin" label={t('pin.old')} {...(mayReset && { extra: t('pin.oldHint') })} rules={mayReset ? [] : [{ required: true, message: t('shell:required') }]}><Input.Password inputMode="numeric" maxLength={8} autoComplete="off" /></Form.Item>}
      <Form.Item name="pin" label={t(hasPin ? 'pin.change' : 'pin.set')} extra={t('pin.hint')} rules={[{ required: true, pattern: digits, message: t('pin.hint') }]}><Input.Password inputMode="numeric" maxLength={8} autoComplete="new-password" /></Form.Item>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
    </Form>
  );
}
