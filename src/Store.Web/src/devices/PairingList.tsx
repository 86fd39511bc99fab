import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ListPairingsItem } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { problemText } from '../shell/ProblemAlert';
import { useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { devicesAt } from './connection';
import { useConnection } from './useDevices';

const lookAgain = 10_000;

/** Who may use the devices of this till without a sign-in of their own, and since when they have not. Nothing where the host's own sign-in counts, or where this page may not set devices up. */
export function PairingList() {
  const { t } = useTranslation(['devices', 'shell']);
  const { timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const { message } = App.useApp();
  const { address, token } = useConnection();
  const list = useQuery({ queryKey: ['device-pairings', address, token], queryFn: async () => (await devicesAt().listPairings()).pairings, retry: false, refetchInterval: lookAgain });
  const revoking = useMutation({
    mutationFn: ({ pairingId }: ListPairingsItem) => devicesAt().revokePairing(pairingId),
    onSuccess: () => void message.success(t('pairings.revoked')),
    onError: (error) => void message.error(problemText(error)),
    onSettled: () => void list.refetch(),
  });
  if (!list.data || list.data.length === 0) return null;
  const columns: Column<ListPairingsItem>[] = [
    { key: 'name', title: t('pairings.name'), phone: 'title', render: (pairing) => pairing.name },
    { key: 'origin', title: t('pairings.origin'), render: (pairing) => pairing.origin || t('pairings.program') },
    { key: 'scopes', title: t('pairings.scopes'), render: (pairing) => pairing.scopes.map((scope) => t(`pairings.may.${scope as 'devices.use'}`)).join(t('listSeparator')) },
    { key: 'since', title: t('pairings.since'), render: (pairing) => timeText(pairing.createdAt) },
    { key: 'used', title: t('pairings.used'), render: (pairing) => (pairing.lastUsedAt ? timeText(pairing.lastUsedAt) : t('pairings.never')) },
    {
      key: 'revoke', title: '', render: (pairing) => (
        <Popconfirm title={t('pairings.ask', { name: pairing.name })} okText={t('pairings.revoke')} okButtonProps={{ danger: true }} onConfirm={() => revoking.mutate(pairing)}>
          <Button danger loading={revoking.isPending && revoking.variables.pairingId === pairing.pairingId}>{t('pairings.revoke')}</Button>
        </Popconfirm>
      ),
    },
  ];
  return (
    <>
      <h2>{t('pairings.title')}</h2>
      <DataList columns={columns} rowKey={(pairing) => pairing.pairingId} list={{ rows: list.data, loading: false, error: null, retry: () => void list.refetch() }} />
    </>
  );
}
