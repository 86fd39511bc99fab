import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api';
import { Amount } from '../shell/Amount';
import { Modal } from '../shell/Modal';
import { type Minor, toMinor } from '../shell/money';
import type { BasketLine } from './basket';

export interface PriceDiffers { readonly productId: number; readonly name: string; readonly shown: Minor; readonly actual: Minor }

/** Reads both prices out of the refusal; null when it is another one. */
export function priceDiffersOf(problem: Problem, lines: readonly BasketLine[]): PriceDiffers | null {
  const line = lines.find((each) => each.productId === problem.number('productId'));
  const actual = problem.number('actual');
  if (problem.code !== 'price.differs' || !line || actual === null) return null;
  return { productId: line.productId, name: line.name, shown: line.price, actual: toMinor(actual) };
}

/** The price has changed since the goods were scanned: the cashier sees both and takes the new one. */
export function PriceDiffersDialog({ differs, onTake, onLeave }: { readonly differs: PriceDiffers; readonly onTake: () => void; readonly onLeave: () => void }) {
  const { t } = useTranslation(['checkout', 'shell']);
  return (
    <Modal open className="touch" width={440} zIndex={1100} title={t('price.title')} okText={t('price.take')} cancelText={t('shell:back')} onOk={onTake} onCancel={onLeave} okButtonProps={{ autoFocus: true }}>
      <p>{t('price.explanation', { name: differs.name })}</p>
      <Descriptions bordered column={1} size="small" items={[
        { key: 'shown', label: t('price.shown'), children: <Amount minor={differs.shown} /> },
        { key: 'actual', label: t('price.actual'), children: <strong><Amount minor={differs.actual} /></strong> },
      ]} />
    </Modal>
  );
}
