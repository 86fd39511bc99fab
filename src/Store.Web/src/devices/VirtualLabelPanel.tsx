import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Skeleton, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ChangeVirtualTillLabelPrinter } from '../api/client';
import { Modal } from '../shell/Modal';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { VirtualPicture } from './VirtualPicture';
import { devicesAt } from './connection';

const lookAgain = 2_000;
const picturesAtMost = 20;

/** A virtual label printer in place of a real one: what came out of it, and what can happen to it. */
export function VirtualLabelPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['devices', 'shell']);
  const { message } = App.useApp();
  const till = useQuery({ queryKey: ['virtual-till'], queryFn: () => devicesAt().showVirtualTill(), refetchInterval: lookAgain });
  const touching = useMutation({
    mutationFn: (change: ChangeVirtualTillLabelPrinter) => devicesAt().changeVirtualTill({ labelPrinter: change }),
    onError: (error) => void message.error(problemText(error)), onSettled: () => void till.refetch(),
  });
  const now = till.data?.labelPrinter;
  const touch = (act: 'takeLabelsOut' | 'putLabelsIn' | 'openHead' | 'closeHead' | 'takeRibbonOut' | 'putRibbonIn' | 'pause' | 'resume' | 'cutPower' | 'restorePower', change: ChangeVirtualTillLabelPrinter) =>
    <Button key={act} onClick={() => touching.mutate(change)}>{t(`virtual.acts.${act}`)}</Button>;
  return (
    <Modal open width={680} title={t('virtual.labelTitle')} onCancel={onClose} footer={<Button onClick={onClose}>{t('shell:close')}</Button>}>
      {!now ? (till.error ? <ProblemAlert error={till.error} retry={() => void till.refetch()} /> : <Skeleton active />) : (
        <>
          <Space wrap style={{ marginBottom: 12 }}>
            {now.paperOut ? touch('putLabelsIn', { paperOut: false }) : touch('takeLabelsOut', { paperOut: true })}
            {now.headOpen ? touch('closeHead', { headOpen: false }) : touch('openHead', { headOpen: true })}
            {now.ribbonOut ? touch('putRibbonIn', { ribbonOut: false }) : touch('takeRibbonOut', { ribbonOut: true })}
            {now.paused ? touch('resume', { paused: false }) : touch('pause', { paused: true })}
            {now.power ? touch('cutPower', { power: false }) : touch('restorePower', { power: true })}
          </Space>
          <div className="virtual-paper labels">
            {now.printed === 0 && t('virtual.none')}
            {Array.from({ length: Math.min(picturesAtMost, now.printed) }, (_, index) => <VirtualPicture key={now.printed - index} what="labels" index={index} of={now.printed} alt={t('labels.label')} />)}
          </div>
        </>
      )}
    </Modal>
  );
}
