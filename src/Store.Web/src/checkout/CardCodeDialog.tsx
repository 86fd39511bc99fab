import { useMutation } from '@tanstack/react-query';
import { Alert, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { toMinor } from '../shell/money';
import { cardEnd, giftCardCode } from './balances';
import type { BasketLine } from './basket';
import { nameOf } from './cardCodes';
import { useScanner } from './useScanner';

interface Props {
  readonly line: BasketLine;
  /** The cards of the ticket's other lines. */
  readonly others: readonly string[];
  readonly onRead: (card: string) => void;
  readonly onClose: () => void;
}

/** Which gift card a line sells or tops up: its code is scanned, or typed as it is printed. */
export function CardCodeDialog({ line, others, onRead, onClose }: Props) {
  const { t } = useTranslation(['checkout', 'shell', 'loyalty']);
  const [text, setText] = useState('');
  const reading = useMutation({
    mutationFn: async (typed: string) => {
      const code = giftCardCode(typed);
      if (code === null) throw new Error(t('loyalty:problem.card.unknown'));
      if (others.includes(nameOf(code))) throw new Error(t('card.twice'));
      const card = await api.lookUpGiftCard({ code });
      if (card.state !== 'Made' && card.state !== 'Active') throw new Error(t(`loyalty:problem.card.${card.state === 'Expired' ? 'expired' : 'blocked'}`));
      return { code, card };
    },
    onSuccess: ({ code, card }) => {
      // A card that has been sold before is topped up: the cashier says so once more.
      if (card.state === 'Made') onRead(nameOf(code));
    },
  });
  const read = (code: string) => {
    if (code.trim() === '') return;
    setText('');
    reading.mutate(code.trim());
  };
  useScanner(read);
  const again = reading.data?.card.state === 'Active' ? reading.data : null;
  return (
    <Modal open className="touch" width={460} title={line.name} okText={again ? t('card.topUp') : t('shell:ok')} cancelText={t('shell:cancel')} confirmLoading={reading.isPending} okButtonProps={{ disabled: !again && text.trim() === '' }} onOk={() => (again ? onRead(nameOf(again.code)) : read(text))} onCancel={onClose}>
      <label htmlFor="card-code">{t('card.ask')}</label>
      <Input id="card-code" size="large" autoFocus inputMode="numeric" maxLength={40} autoComplete="off" value={text} onChange={(event) => {
        setText(event.target.value);
        reading.reset();
      }} onPressEnter={() => read(text)} />
      {reading.error && <Alert type="error" showIcon style={{ marginTop: 12 }} title={problemText(reading.error)} />}
      {again && <Alert type="info" showIcon style={{ marginTop: 12 }} title={<>{t('card.sold', { end: cardEnd(again.code) })} <Amount minor={toMinor(again.card.balance)} /></>} />}
    </Modal>
  );
}
