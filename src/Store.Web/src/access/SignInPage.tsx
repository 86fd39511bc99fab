import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { PersonAtTill } from '../api/client';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { problemText } from '../shell/ProblemAlert';
import { PersonAtTillForm } from './PersonAtTill';
import { type SignInWay, rememberWay, rememberedWay } from './signInWay';

/** Asks who is there: by password, or at a till by badge or name and PIN. */
export function SignInPage() {
  const { t } = useTranslation(['access', 'shell']);
  const [way, setWay] = useState(rememberedWay);
  const choose = (chosen: SignInWay) => {
    rememberWay(chosen);
    setWay(chosen);
  };
  return (
    <div className="centre">
      <Card style={{ width: 380, maxWidth: '100%' }} styles={{ body: { padding: 28 } }}>
        <img src="/icon.svg" alt="" width={44} height={44} />
        <h1 style={{ fontSize: 22, margin: '12px 0 20px' }}>{t('shell:appName')}</h1>
        <Segmented<SignInWay> block value={way} onChange={choose} style={{ marginBottom: 20 }} options={[{ value: 'password', label: t('till.password') }, { value: 'till', label: t('till.withPin') }]} />
        {way === 'till' ? <WithPin /> : <WithPassword />}
        <div style={{ marginTop: 16, textAlign: 'center' }}><LanguageSwitch /></div>
      </Card>
    </div>
  );
}

function WithPassword() {
  const { t } = useTranslation(['access', 'shell']);
  const queries = useQueryClient();
  const entering = useMutation({
    mutationFn: (who: { userName: string; password: string }) => api.signIn({ ...who, kind: 'cookie' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  });
  return (
    <Form layout="vertical" size="large" requiredMark={false} onFinish={entering.mutate}>
      <Form.Item name="userName" label={t('userName')} rules={[{ required: true, message: t('shell:required') }]}><Input autoFocus autoComplete="username" autoCapitalize="none" /></Form.Item>
      <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('shell:required') }]}><Input.Password autoComplete="current-password" /></Form.Item>
      {entering.error && <Alert type="error" showIcon title={problemText(entering.error)} style={{ marginBottom: 16 }} />}
      <Button block type="primary" htmlType="submit" loading={entering.isPending}>{t('signIn')}</Button>
    </Form>
  );
}

function WithPin() {
  const { t } = useTranslation(['access', 'shell']);
  const queries = useQueryClient();
  const entering = useMutation({
    mutationFn: (who: PersonAtTill) => api.signInAtTill(who),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  });
  return (
    <PersonAtTillForm button={t('till.signIn')} pending={entering.isPending} onEnter={entering.mutate}>
      {entering.error && <Alert type="error" showIcon title={problemText(entering.error)} style={{ marginBottom: 16 }} />}
    </PersonAtTillForm>
  );
}
