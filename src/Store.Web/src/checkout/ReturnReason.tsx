import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** Why goods come back: one of the usual reasons, or in words. */
export function ReturnReason({ value, disabled, onChange }: { readonly value: string; readonly disabled: boolean; readonly onChange: (reason: string) => void }) {
  const { t } = useTranslation('checkout');
  return (
    <>
      <label style={{ display: 'block', margin: '16px 0 4px' }} htmlFor="return-reason">{t('return.reason')}</label>
      <Input id="return-reason" size="large" maxLength={200} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)} />
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 8 }}>
        {(['quality', 'wrong', 'changed'] as const).map((name) => <Button key={name} disabled={disabled} onClick={() => onChange(t(`return.reasons.${name}`))}>{t(`return.reasons.${name}`)}</Button>)}
      </div>
    </>
  );
}
