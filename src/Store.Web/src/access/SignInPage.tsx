import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { problemText } from '../shell/ProblemAlert';

/** Asks who is there. */
export function SignInPage() {
  const { t } = useTranslation(['access', 'shell']);
  const queries = useQueryClient();
  const entering = useMutation({
    mutationFn: (who: { userName: string; password: string }) => api.signIn({ ...who, kind: 'cookie' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  });
  return (
    <div className="centre">
      <Card style={{ width: 380, maxWidth: '100%' }} styles={{ body: { padding: 28 } }}>
        <img src="/icon.svg" alt="" width={44} height={44} />
        <h1 style={{ fontSize: 22, margin: '12px 0 20px' }}>{t('shell:appName')}</h1>
        <Form layout="vertical" size="large" requiredMark={false} onFinish={entering.mutate}>
          <Form.Item name="userName" label={t('userName')} rules={[{ required: true, message: t('shell:required') }]}><Input autoFocus autoComplete="username" autoCapitalize="none" /></Form.Item>
          <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('shell:required') }]}><Input.Password autoComplete="current-password" /></Form.Item>
          {entering.error && <Alert type="error" showIcon title={problemText(entering.error)} style={{ marginBottom: 16 }} />}
          <Button block type="primary" htmlType="submit" loading={entering.isPending}>{t('signIn')}</Button>
        </Form>
        <div style={{ marginTop: 16, textAlign: 'center' }}><LanguageSwitch /></div>
      </Card>
    </div>
  );
}
