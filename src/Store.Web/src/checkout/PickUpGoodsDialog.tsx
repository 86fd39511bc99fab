import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { GetOrderLine, GetOrderResult, NumberedGoods } from '../api/client';
import { Modal } from '../shell/Modal';
import { milliPerUnit, quantityText, toMilli } from '../shell/money';

interface Piece { readonly line: GetOrderLine; readonly quantity: number | null }

interface Numbers { readonly serialNumber?: string; readonly batchNumber?: string }

interface Props { readonly order: GetOrderResult; readonly onNamed: (goods: NumberedGoods[]) => void; readonly onClose: () => void }

const piecesAtMost = 50;

export const hasNumbers = (order: GetOrderResult) => order.lines.some((line) => line.hasSerial || line.hasBatch);

/** Each piece with a serial number by itself, as far as they are pieces; what only has a batch as one. */
const piecesOf = (line: GetOrderLine): Piece[] => {
  const pieces = toMilli(line.quantity) / milliPerUnit;
  return line.hasSerial && Number.isInteger(pieces) && pieces > 1 && pieces <= piecesAtMost ? Array.from({ length: pieces }, () => ({ line, quantity: 1 })) : [{ line, quantity: null }];
};

/** Asks which pieces leave the shop, of ordered goods that have serial or batch numbers; by the scanner or the keyboard. */
export function PickUpGoodsDialog({ order, onNamed, onClose }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const [form] = Form.useForm<{ readonly numbers: readonly Numbers[] }>();
  const pieces = order.lines.filter((line) => line.hasSerial || line.hasBatch).flatMap(piecesOf);
  const required = { required: true, whitespace: true, message: t('shell:required') };
  const name = ({ numbers }: { readonly numbers: readonly Numbers[] }) => onNamed(pieces.map(({ line, quantity }, index) => ({
    lineNumber: line.lineNumber, quantity, serialNumber: numbers[index]?.serialNumber?.trim() ?? null, batchNumber: numbers[index]?.batchNumber?.trim() ?? null,
  })));
  return (
    <Modal open className="touch" width={480} title={t('order.goods')} okText={t('order.next')} okButtonProps={{ size: 'large' }} cancelButtonProps={{ size: 'large' }} onOk={form.submit} onCancel={onClose}>
      <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={name}>
        {pieces.map(({ line, quantity }, index) => (
          <div key={index}>
            <strong>{line.productName} · {quantityText(quantity === null ? toMilli(line.quantity) : milliPerUnit)} {line.unit}</strong>
            {line.hasSerial && <Form.Item name={['numbers', index, 'serialNumber']} label={t('terms.serial')} rules={[required]}><Input maxLength={60} data-scan="own" autoFocus={index === 0} onPressEnter={form.submit} /></Form.Item>}
            {line.hasBatch && <Form.Item name={['numbers', index, 'batchNumber']} label={t('terms.batch')} rules={[required]}><Input maxLength={60} data-scan="own" autoFocus={index === 0 && !line.hasSerial} onPressEnter={form.submit} /></Form.Item>}
          </div>
        ))}
      </Form>
    </Modal>
  );
}
