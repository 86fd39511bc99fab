import { Button, Form, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonAtTill } from '../api/client';
import { useScanner } from '../checkout/useScanner';
import { isBadge } from './approving';

interface Props {
  readonly button: string;
  readonly pending: boolean;
  /** What is shown between the fields and the button: an error. */
  readonly children?: React.ReactNode;
  readonly onEnter: (person: PersonAtTill) => void;
}

/** Asks someone who they are: by a scanned badge or the user name, and always the PIN. */
export function PersonAtTillForm({ button, pending, children, onEnter }: Props) {
  const { t } = useTranslation(['access', 'shell']);
  const [badge, setBadge] = useState<string | null>(null);
  const [notBadge, setNotBadge] = useState(false);
  const [userName, setUserName] = useState('');
  const [pin, setPin] = useState('');
  const pinField = useRef<InputRef>(null);
  useScanner((code) => {
    setNotBadge(!isBadge(code));
    if (!isBadge(code)) return;
    setBadge(code.trim().toUpperCase());
    setPin('');
  }, !pending);
  useEffect(() => {
    if (badge !== null) pinField.current?.focus();
  }, [badge]);
  const ready = /^\d{4,8}$/.test(pin) && (badge !== null || userName.trim() !== '');
  const enter = () => {
    if (!ready || pending) return;
    onEnter(badge === null ? { badge: null, userName: userName.trim(), pin } : { badge, userName: null, pin });
    // A PIN that was refused is typed anew.
    setPin('');
  };
  return (
    <Form layout="vertical" size="large" requiredMark={false} onFinish={enter} autoComplete="off">
      {badge === null ? (
        <Form.Item label={t('userName')} {...(notBadge && { validateStatus: 'error' as const, help: t('approval.notBadge') })}>
          <Input autoFocus value={userName} onChange={(event) => setUserName(event.target.value)} onPressEnter={() => pinField.current?.focus()} placeholder={t('till.badgeOrName')} autoComplete="off" autoCapitalize="none" maxLength={100} aria-label={t('userName')} />
        </Form.Item>
      ) : (
        <Form.Item label={t('approval.badge')}>
          <div style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
            <span style={{ flex: 1 }}>{t('approval.badgeRead')}</span>
            <Button size="middle" onClick={() => setBadge(null)}>{t('approval.byName')}</Button>
          </div>
        </Form.Item>
      )}
      <Form.Item label={t('approval.pin')}>
        <Input.Password ref={pinField} value={pin} onChange={(event) => setPin(event.target.value.replace(/\D/g, ''))} inputMode="numeric" maxLength={8} visibilityToggle={false} autoComplete="one-time-code" placeholder={t('pin.digits')} aria-label={t('approval.pin')} />
      </Form.Item>
      {children}
      <Button block type="primary" htmlType="submit" disabled={!ready} loading={pending}>{button}</Button>
    </Form>
  );
}
