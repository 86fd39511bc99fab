import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Skeleton, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ChangeVirtualTillBody } from '../api/client';
import { Modal } from '../shell/Modal';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { VirtualPicture } from './VirtualPicture';
import { devicesAt } from './connection';

const lookAgain = 2_000;
const picturesAtMost = 10;
const fullRollMm = 80_000;

/** A virtual printer in place of a real one: what came out of it, and what can happen to it. */
export function VirtualPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['devices', 'shell']);
  const { message } = App.useApp();
  const till = useQuery({ queryKey: ['virtual-till'], queryFn: () => devicesAt().showVirtualTill(), refetchInterval: lookAgain });
  const touching = useMutation({
    mutationFn: (change: ChangeVirtualTillBody) => devicesAt().changeVirtualTill(change),
    onError: (error) => void message.error(problemText(error)), onSettled: () => void till.refetch(),
  });
  const touch = (act: 'takePaperOut' | 'putPaperIn' | 'openCover' | 'closeCover' | 'cutPower' | 'restorePower' | 'closeDrawer', change: ChangeVirtualTillBody) =>
    <Button key={act} onClick={() => touching.mutate(change)}>{t(`virtual.acts.${act}`)}</Button>;
  const now = till.data;
  return (
    <Modal open width={680} title={t('virtual.title')} onCancel={onClose} footer={<Button onClick={onClose}>{t('shell:close')}</Button>}>
      {!now ? (till.error ? <ProblemAlert error={till.error} retry={() => void till.refetch()} /> : <Skeleton active />) : (
        <>
          <Space wrap style={{ marginBottom: 12 }}>
            {now.paperMm > 0 ? touch('takePaperOut', { paperMm: 0 }) : touch('putPaperIn', { paperMm: fullRollMm })}
            {now.coverOpen ? touch('closeCover', { coverOpen: false }) : touch('openCover', { coverOpen: true })}
            {now.power ? touch('cutPower', { power: false }) : touch('restorePower', { power: true })}
            {now.drawerOpen && touch('closeDrawer', { drawerOpen: false })}
          </Space>
          <div className="virtual-paper">
            {now.receipts === 0 && t('virtual.none')}
            {now.lastText && <pre className="paper">{now.lastText}</pre>}
            {Array.from({ length: Math.min(picturesAtMost, now.receipts) }, (_, index) => <VirtualPicture key={now.receipts - index} what="receipts" index={index} of={now.receipts} alt={t('card.paper')} />)}
          </div>
        </>
      )}
    </Modal>
  );
}
