import './display.css';
import { SettingOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IdleDialog } from './IdleDialog';
import { IdleScreen } from './IdleScreen';
import { TicketScreen } from './TicketScreen';
import { watchTill } from './channel';
import { loadIdle } from './idle';
import { DoneScreen } from './DoneScreen';
import type { Screen } from './screen';

/** The window that the customer sees, on a second screen: what the till in this browser is doing. */
export default function DisplayPage() {
  const { t } = useTranslation('display');
  const [screen, setScreen] = useState<Screen>({ kind: 'idle', store: '' });
  const [idle, setIdle] = useState(loadIdle);
  const [setting, setSetting] = useState(false);
  useEffect(() => {
    const line = watchTill(setScreen);
    return () => line.close();
  }, []);
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  return (
    <div className="display">
      {screen.kind === 'idle' && <IdleScreen store={screen.store} settings={idle} />}
      {screen.kind === 'ticket' && <TicketScreen ticket={screen} payCode={idle.payCode} />}
      {screen.kind === 'done' && <DoneScreen currency={screen.currency} total={screen.total} change={screen.change} />}
      <Button className="display-settings" type="text" icon={<SettingOutlined />} aria-label={t('settings.title')} onClick={() => setSetting(true)} />
      {setting && <IdleDialog settings={idle} onClose={() => setSetting(false)} onKept={(kept) => {
        setIdle(kept);
        setSetting(false);
      }} />}
    </div>
  );
}
