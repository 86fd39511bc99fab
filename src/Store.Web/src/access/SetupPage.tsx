import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { problemText } from '../shell/ProblemAlert';
import { passwordRules } from './passwords';

interface Owner { userName: string; displayName: string; password: string }

/** On the first visit of all: makes the owner's account and signs it in. */
export function SetupPage() {
  const { t } = useTranslation(['access', 'shell']);
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: async ({ userName, displayName, password }: Owner) => {
      await api.setUp({ userName, displayName, password });
      await api.signIn({ userName, password, kind: 'cookie' });
    },
    onSuccess: () => queries.invalidateQueries(),
  });
  const required = { required: true, message: t('shell:required') };
  return (
    <div className="centre">
      <Card style={{ width: 420, maxWidth: '100%' }} styles={{ body: { padding: 28 } }}>
        <h1 style={{ fontSize: 22, margin: '0 0 4px' }}>{t('setup.title')}</h1>
        <p style={{ margin: '0 0 20px', color: '#5b6770' }}>{t('setup.explanation')}</p>
        <Form layout="vertical" size="large" requiredMark={false} onFinish={making.mutate}>
          <Form.Item name="displayName" label={t('displayName')} rules={[required]}><Input autoFocus maxLength={100} /></Form.Item>
          <Form.Item name="userName" label={t('userName')} rules={[required]}><Input autoComplete="username" autoCapitalize="none" maxLength={50} /></Form.Item>
          <Form.Item name="password" label={t('password')} rules={passwordRules(t)}><Input.Password autoComplete="new-password" /></Form.Item>
          {making.error && <Alert type="error" showIcon title={problemText(making.error)} style={{ marginBottom: 16 }} />}
          <Button block type="primary" htmlType="submit" loading={making.isPending}>{t('setup.make')}</Button>
        </Form>
        <div style={{ marginTop: 16, textAlign: 'center' }}><LanguageSwitch /></div>
      </Card>
    </div>
  );
}
