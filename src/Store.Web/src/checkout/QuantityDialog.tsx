import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Milli, parseQuantity, quantityText } from '../shell/money';
import type { BasketLine } from './basket';

interface Props {
  readonly line: BasketLine;
  readonly onEnter: (quantity: Milli) => void;
  /** Takes it from the scale, where there is one. */
  readonly onWeigh: ((line: BasketLine) => void) | undefined;
  readonly onClose: () => void;
}

/** Takes a line's quantity from the keyboard. */
export function QuantityDialog({ line, onEnter, onWeigh, onClose }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const [text, setText] = useState(quantityText(line.quantity));
  const quantity = parseQuantity(text);
  const right = quantity !== null && quantity >= 0;
  const enter = () => {
    if (right) onEnter(quantity);
  };
  return (
    <Modal open className="touch" width={360} title={line.name} okText={t('shell:ok')} onOk={enter} onCancel={onClose} okButtonProps={{ disabled: !right }}>
      <Input
        autoFocus size="large" inputMode="decimal" value={text} suffix={line.unit} status={right ? '' : 'error'} aria-label={t('basket.quantity')}
        onFocus={(event) => event.target.select()} onChange={(event) => setText(event.target.value)} onPressEnter={enter} style={{ fontSize: 22 }}
      />
      {onWeigh && <Button block style={{ marginTop: 12 }} onClick={() => {
        onClose();
        onWeigh(line);
      }}>{t('weigh.fromScale')}</Button>}
    </Modal>
  );
}
