import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from '../shell/Modal';
import { type Milli, parseQuantity, quantityText } from '../shell/money';

interface Props {
  readonly name: string;
  readonly unit: string;
  /** How much it is until now; null where that is still to be said. */
  readonly quantity: Milli | null;
  readonly onEnter: (quantity: Milli) => void;
  /** Takes it from the scale, where there is one. */
  readonly onWeigh: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Takes a quantity from the keyboard. */
export function QuantityDialog({ name, unit, quantity: before, onEnter, onWeigh, onClose }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const [text, setText] = useState(before === null ? '' : quantityText(before));
  const quantity = parseQuantity(text);
  const right = quantity !== null && quantity >= 0;
  const enter = () => {
    if (right) onEnter(quantity);
  };
  return (
    <Modal open className="touch" width={360} title={name} okText={t('shell:ok')} onOk={enter} onCancel={onClose} okButtonProps={{ disabled: !right }}>
      <Input
        autoFocus size="large" inputMode="decimal" value={text} suffix={unit} status={right || text === '' ? '' : 'error'} aria-label={t('basket.quantity')}
        onFocus={(event) => event.target.select()} onChange={(event) => setText(event.target.value)} onPressEnter={enter} style={{ fontSize: 22 }}
      />
      {onWeigh && <Button block style={{ marginTop: 12 }} onClick={onWeigh}>{t('weigh.fromScale')}</Button>}
    </Modal>
  );
}
