import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api';
import { type LiveWeight, type Scale, useLiveWeight } from '../devices/useScale';
import { kilogramText, quantityOf } from '../devices/weight';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { type Milli, quantityText } from '../shell/money';

interface Props {
  readonly scale: Scale;
  readonly name: string;
  readonly unit: string;
  readonly onWeighed: (quantity: Milli) => void;
  /** Types it instead. */
  readonly onType: () => void;
  readonly onClose: () => void;
}

/** Takes the weight of goods from the scale: at once where they lie there at rest, else as soon as they do. */
export function WeighDialog({ scale, name, unit, onWeighed, onType, onClose }: Props) {
  const { t } = useTranslation('checkout');
  const live = useLiveWeight(scale.device.id);
  const { mutate, isPending, error } = useMutation({ mutationFn: scale.weigh, onSuccess: (grams) => onWeighed(quantityOf(grams, unit)) });
  // Whoever closes the dialog has sold nothing by the weight that is on its way.
  const leaving = useRef<AbortSignal>(undefined);
  const tried = useRef<LiveWeight>(null);
  useEffect(() => {
    const open = new AbortController();
    leaving.current = open.signal;
    mutate(open.signal);
    return () => open.abort();
  }, [mutate]);
  const weigh = () => mutate(leaving.current);
  const zeroing = useMutation({ mutationFn: scale.setToZero, onSuccess: weigh });
  const refusal = zeroing.error ?? error;
  const grams = live?.state === 'Stable' ? live.grams : null;
  // What was not there or not at rest a moment ago is now.
  useEffect(() => {
    if (isPending || live?.state !== 'Stable' || tried.current === live) return;
    tried.current = live;
    mutate(leaving.current);
  }, [live, isPending, mutate]);
  // What the scale shows need not be said twice.
  const isShown = refusal instanceof Problem && ((refusal.code === 'scale.empty' && live?.state === 'AtZero') || (refusal.code === 'scale.moving' && live?.state === 'Moving'));
  return (
    <Modal open className="touch" width={420} title={name} onCancel={onClose} footer={[
      <Button key="type" onClick={onType}>{t('weigh.type')}</Button>,
      scale.device.scale?.setsToZero && <Button key="zero" loading={zeroing.isPending} onClick={() => zeroing.mutate()}>{t('weigh.zero')}</Button>,
      <Button key="weigh" type="primary" autoFocus loading={isPending} onClick={weigh}>{t('weigh.take')}</Button>,
    ]}>
      <div className="live-weight" aria-live="polite" data-testid="live-weight">
        {grams !== null ? <><strong className="amount">{kilogramText(grams)}</strong><span className="amount">{quantityText(quantityOf(grams, unit))} {unit}</span></> : <span>{t(live ? `weigh.states.${live.state}` : 'weigh.waiting')}</span>}
      </div>
      {refusal && !isPending && !isShown && <Alert type="warning" showIcon title={problemText(refusal)} />}
    </Modal>
  );
}
