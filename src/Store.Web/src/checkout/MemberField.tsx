import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from './basket';

interface Props {
  readonly member: Customer | null;
  readonly disabled?: boolean;
  /** Looks the member up and takes them. */
  readonly onFind: (number: string) => Promise<void>;
  readonly onLeave: () => void;
}

/** The member: looked up by the whole number, or taken away again. */
export function MemberField({ member, disabled = false, onFind, onLeave }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const [looking, setLooking] = useState(false);
  const find = (number: string) => {
    if (number.trim() === '') return;
    setLooking(true);
    void onFind(number.trim()).finally(() => setLooking(false));
  };
  return member ? (
    <div style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8 }}>
      <span style={{ flex: 1 }}>{member.number} · {member.name} {member.level && `· ${member.level}`}</span>
      <Button disabled={disabled} onClick={onLeave}>{t('terms.noMember')}</Button>
    </div>
  ) : (
    <Input.Search size="large" maxLength={40} disabled={disabled} placeholder={t('terms.memberNumber')} aria-label={t('terms.memberNumber')} enterButton={t('shell:search')} loading={looking} onSearch={find} />
  );
}
