import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { useMay, useSession } from '../shell/session';

/** From which till's drawer money is paid out, of those that have a shift; or from none of them. */
export function PayingRegister() {
  const { t } = useTranslation('loyalty');
  const { store } = useSession();
  const may = useMay()('checkout.sell');
  const registers = useQuery({ queryKey: ['registers', store?.storeId], queryFn: () => api.listRegisters(store?.storeId ?? 0), enabled: may && store !== null });
  if (!may) return null;
  return (
    <Form.Item name="registerId" label={t('points.cashOut.from')} extra={t('points.cashOut.fromHint')}>
      <Select allowClear placeholder={t('points.cashOut.otherwise')} loading={registers.isLoading}
        options={(registers.data?.registers ?? []).filter((register) => register.openShift !== null).map((register) => ({ value: register.registerId, label: `${register.code} · ${register.name}` }))} />
    </Form.Item>
  );
}
