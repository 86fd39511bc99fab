import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Skeleton, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../shell/ProblemAlert';
import { devicesAt } from './connection';

interface Props { readonly id?: string; readonly value?: string; readonly onChange?: (address: string) => void }

/** The address of a printer: typed, or taken from those that the till finds on its USB. */
export function PrinterAddress({ id, value, onChange }: Props) {
  const { t } = useTranslation(['devices', 'shell']);
  const [looking, setLooking] = useState(false);
  const found = useQuery({ queryKey: ['usb-printers'], queryFn: () => devicesAt().listUsbPrinters(), enabled: looking, staleTime: 0, gcTime: 0, retry: false });
  const printers = found.data?.printers ?? [];
  const look = () => {
    if (looking) void found.refetch();
    else setLooking(true);
  };
  const take = (address: string) => {
    onChange?.(address);
    setLooking(false);
  };
  return (
    <>
      <Space.Compact block>
        <Input {...(id !== undefined && { id })} value={value ?? ''} onChange={(event) => onChange?.(event.target.value)} />
        <Button loading={found.isFetching} onClick={look}>{t('usb.look')}</Button>
      </Space.Compact>
      {looking && (
        <div className="usb-printers" role="group" aria-label={t('usb.found')}>
          {found.isFetching ? <Skeleton active title={false} paragraph={{ rows: 1 }} />
            : found.error ? <Alert type="error" showIcon title={problemText(found.error)} action={<Button size="small" onClick={() => void found.refetch()}>{t('shell:retry')}</Button>} />
              : printers.length === 0 ? <Alert type="info" showIcon title={t('usb.none')} />
                : printers.map(({ address, maker, model, serial }) => (
                  <Button key={address} block onClick={() => take(address)}><span>{[maker, model].filter(Boolean).join(' ') || address}{serial && <small>{serial}</small>}</span></Button>
                ))}
        </div>
      )}
    </>
  );
}
