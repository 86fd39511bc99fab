import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IdleSettings } from './idle';

/** Nobody is being served: a picture, or a greeting and the time. */
export function IdleScreen({ store, settings }: { readonly store: string; readonly settings: IdleSettings }) {
  const { t } = useTranslation('display');
  const [now, setNow] = useState(() => dayjs());
  useEffect(() => {
    const clock = setInterval(() => setNow(dayjs()), 10_000);
    return () => clearInterval(clock);
  }, []);
  return (
    <div className={settings.picture ? 'display-idle pictured' : 'display-idle'} style={settings.picture ? { backgroundImage: `url(${settings.picture})` } : undefined}>
      <div className="display-greeting">
        {store && <small>{store}</small>}
        <h1>{settings.text || t('welcome')}</h1>
      </div>
      <time>{now.format('HH:mm')}</time>
    </div>
  );
}
