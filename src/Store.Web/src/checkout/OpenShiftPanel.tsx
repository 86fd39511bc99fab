import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Card, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { type Minor, fromMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { api } from '../api';
import type { Register } from './calls';

interface Props { readonly register: Register; readonly onOpened: () => void; readonly onLeave: () => void }

/** Opens a shift with the change that lies in the drawer. */
export function OpenShiftPanel({ register, onOpened, onLeave }: Props) {
  const { t } = useTranslation('checkout');
  const { storeId } = useStore();
  const mayOpen = useMay()('checkout.manage-shifts');
  const [float, setFloat] = useState<Minor | null>(0);
  const opening = useMutation({ mutationFn: (amount: Minor) => api.openShift(storeId, { registerId: register.registerId, float: fromMinor(amount) }), onSuccess: onOpened, onError: onOpened });
  const open = () => {
    if (mayOpen && float !== null && float >= 0 && !opening.isPending) opening.mutate(float);
  };
  return (
    <div className="till-start touch" style={{ maxWidth: 420 }}>
      <Card title={register.name}>
        <p style={{ marginTop: 0, color: '#5b6770' }}>{t('shift.openHint')}</p>
        <Form layout="vertical" size="large">
          <Form.Item label={t('shift.float')}><MoneyInput value={float} onChange={setFloat} autoFocus onPressEnter={open} aria-label={t('shift.float')} /></Form.Item>
          {!mayOpen && <Alert type="info" showIcon title={t('shift.mayNotOpen')} style={{ marginBottom: 16 }} />}
          {opening.error && <Alert type="error" showIcon title={problemText(opening.error)} style={{ marginBottom: 16 }} />}
          <Button type="primary" block loading={opening.isPending} disabled={!mayOpen || float === null || float < 0} onClick={open}>{t('shift.open')}</Button>
          <Button type="link" block onClick={onLeave} style={{ marginTop: 8 }}>{t('register.other')}</Button>
        </Form>
      </Card>
    </div>
  );
}
