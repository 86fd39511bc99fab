import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { NoAnswer } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { isThere } from './connection';

/** Why a device service did not do what was asked; of one that gave no answer, whether it is away or does not know this page. */
export function ServiceProblem({ error, address, retry }: { readonly error: unknown; readonly address: string; readonly retry?: (() => void) | undefined }) {
  const { t } = useTranslation(['devices', 'shell']);
  const silent = error instanceof NoAnswer && error.code === null && address !== '';
  const there = useQuery({ queryKey: ['device-service-there', address], queryFn: () => isThere(address), enabled: silent, retry: false, gcTime: 0, staleTime: 0 });
  if (silent && there.isPending) return null;
  return (
    <Alert
      type="error" showIcon title={!silent ? problemText(error) : there.data ? t('connect.notListed', { origin: location.origin }) : t('connect.unreachable')}
      action={retry && <Button size="small" onClick={retry}>{t('shell:retry')}</Button>}
    />
  );
}
