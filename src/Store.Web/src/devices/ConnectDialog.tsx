import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoAnswer, Problem } from '../api';
import { Modal } from '../shell/Modal';
import { useMay, useStore } from '../shell/session';
import { ServiceProblem } from './ServiceProblem';
import { addressOf, barrierTo, connect, devicesAt, usualAddress, whereElse } from './connection';
import { useConnection } from './useDevices';

interface Attempt { readonly address: string; readonly attempt: string }

/** Connects the page to the device service of this till: the service shows a code at the till, the person types it here. */
export function ConnectDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['devices', 'shell']);
  const { message } = App.useApp();
  const { name } = useStore();
  const mayManage = useMay()('devices.manage');
  const now = useConnection();
  const [typed, setTyped] = useState(now.address || usualAddress);
  const [code, setCode] = useState('');
  const [pending, setPending] = useState<Attempt | null>(null);
  const address = addressOf(typed);
  const barrier = useQuery({ queryKey: ['barrier', address], queryFn: () => barrierTo(address ?? ''), gcTime: 0, staleTime: 0 });
  const done = (to: { readonly address: string; readonly token: string | null }) => {
    connect(to);
    message.success(t('connect.done'));
    onClose();
  };
  const ask = async (to: string) => {
    const scopes = ['devices.use', 'devices.print', 'devices.open-drawer', ...(mayManage ? ['devices.manage'] : [])];
    try {
      setPending({ address: to, attempt: (await devicesAt({ address: to, token: null }).startPairing({ name, scopes })).attempt });
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'pairing.not_needed')) throw error;
      done({ address: to, token: null });
    }
  };
  const asking = useMutation({
    mutationFn: async (to: string) => {
      try {
        await ask(to);
      } catch (error) {
        const other = error instanceof NoAnswer && error.code === null ? await whereElse(to) : null;
        if (other === null) throw error;
        setTyped(other);
        await ask(other);
      }
    },
    onSettled: () => void barrier.refetch(),
  });
  const pairing = useMutation({
    mutationFn: async ({ address: to, attempt }: Attempt) => {
      const { token } = await devicesAt({ address: to, token: null }).completePairing(attempt, { code });
      done({ address: to, token });
    },
    onError: (error) => {
      setCode('');
      // These digits are used up: others are asked for.
      if (error instanceof Problem && (error.code === 'pairing.expired' || error.number('triesLeft') === 0)) setPending(null);
    },
  });
  const connectTo = () => {
    pairing.reset();
    if (address !== null) asking.mutate(address);
  };
  const own = () => {
    connect(null);
    onClose();
  };
  const problem = pairing.error ?? asking.error;
  return (
    <Modal open title={t('connect.title')} onCancel={onClose} footer={[
      now.address !== '' && <Button key="own" onClick={own}>{t('connect.own')}</Button>,
      pending
        ? <Button key="pair" type="primary" loading={pairing.isPending} disabled={!/^\d{6}$/.test(code)} onClick={() => pairing.mutate(pending)}>{t('connect.pair')}</Button>
        : <Button key="connect" type="primary" loading={asking.isPending} disabled={address === null} onClick={connectTo}>{t('connect.test')}</Button>,
    ]}>
      <p>{t('connect.hint')}</p>
      <Form layout="vertical">
        <Form.Item label={t('connect.address')} htmlFor="device-service" validateStatus={address === null ? 'error' : ''} help={address === null ? t('connect.bad') : undefined}>
          <Input id="device-service" value={typed} disabled={pending !== null} onChange={(event) => setTyped(event.target.value)} />
        </Form.Item>
        {pending && <Form.Item label={t('connect.code')} extra={t('connect.codeHint')}><Input.OTP length={6} autoFocus value={code} onChange={setCode} formatter={(text) => text.replace(/\D/g, '')} /></Form.Item>}
      </Form>
      {barrier.data === 'asks' && !problem && <Alert type="info" showIcon title={t('connect.asks')} />}
      {problem && address !== null && <ServiceProblem error={problem} address={address} />}
    </Modal>
  );
}
