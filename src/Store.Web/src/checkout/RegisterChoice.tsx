import { Empty } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Register } from './calls';

/** Asks which register this screen stands at. */
export function RegisterChoice({ registers, onChoose }: { readonly registers: readonly Register[]; readonly onChoose: (registerId: number) => void }) {
  const { t } = useTranslation('checkout');
  return (
    <div className="till-start">
      <h1 style={{ fontSize: 20, margin: 0 }}>{t('register.choose')}</h1>
      <p style={{ color: '#5b6770' }}>{t('register.chooseHint')}</p>
      {registers.length === 0 && <Empty description={t('register.none')} />}
      <div className="till-registers">
        {registers.map((register) => (
          <button key={register.registerId} type="button" className="till-register" onClick={() => onChoose(register.registerId)}>
            <strong>{register.name}</strong>
            <div>{register.code}</div>
            <div style={{ color: '#5b6770' }}>{register.openShift ? t('register.openedBy', { name: register.openShift.openedByName }) : t('register.closed')}</div>
          </button>
        ))}
      </div>
    </div>
  );
}
