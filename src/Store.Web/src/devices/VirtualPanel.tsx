import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Modal, Skeleton, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TouchVirtualPrinterAct } from '../api/client';
import { problemText } from '../shell/ProblemAlert';
import { connection, devicesAt, sendTo } from './connection';

const lookAgain = 2_000;

/** A virtual printer in place of a real one: what came out of it, and what can happen to it. */
export function VirtualPanel({ printerId, onClose }: { readonly printerId: string; readonly onClose: () => void }) {
  const { t } = useTranslation(['devices', 'shell']);
  const { message } = App.useApp();
  const printer = useQuery({ queryKey: ['virtual-printer', printerId], queryFn: () => devicesAt().getVirtualPrinter(printerId), refetchInterval: lookAgain });
  const touching = useMutation({
    mutationFn: (act: TouchVirtualPrinterAct) => devicesAt().touchVirtualPrinter(printerId, { act }),
    onError: (error) => void message.error(problemText(error)), onSettled: () => void printer.refetch(),
  });
  const touch = (act: TouchVirtualPrinterAct) => <Button key={act} onClick={() => touching.mutate(act)}>{t(`virtual.acts.${act}`)}</Button>;
  const now = printer.data;
  return (
    <Modal open width={680} title={t('virtual.title')} onCancel={onClose} footer={<Button onClick={onClose}>{t('shell:close')}</Button>}>
      {!now ? <Skeleton active /> : (
        <>
          <Space wrap style={{ marginBottom: 12 }}>
            {touch(now.paperOut ? 'PutPaperIn' : 'TakePaperOut')}{!now.paperOut && touch('AlmostNoPaper')}{touch(now.coverOpen ? 'CloseCover' : 'OpenCover')}{touch(now.power ? 'CutPower' : 'RestorePower')}
            {now.drawerOpen && touch('CloseDrawer')}
          </Space>
          <div className="virtual-paper">
            {now.papers.length === 0 && t('virtual.none')}
            {now.papers.map(({ number, text }) => <PaperPicture key={number} printerId={printerId} number={number} text={text} />)}
          </div>
        </>
      )}
    </Modal>
  );
}

function PaperPicture({ printerId, number, text }: { readonly printerId: string; readonly number: number; readonly text: string }) {
  const picture = useQuery({
    queryKey: ['virtual-paper', printerId, number, text], staleTime: Infinity,
    queryFn: async () => URL.createObjectURL(await (await sendTo(connection(), `${connection().address}/api/devices/virtual-printers/${printerId}/papers/${number}.png`)).blob()),
  });
  return <div><pre className="paper">{text}</pre>{picture.data === undefined ? <Skeleton active /> : <img src={picture.data} alt={text} />}</div>;
}
