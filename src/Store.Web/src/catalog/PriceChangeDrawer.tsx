import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Input, Skeleton, Space, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Drawer } from '../shell/Drawer';
import { Modal } from '../shell/Modal';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useMay, useSession } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useStoreNames } from '../shell/useNames';
import { useSave } from '../shell/useSave';
import { PriceChangeForm } from './PriceChangeForm';
import { PriceChangeLines } from './PriceChangeLines';
import type { PriceChangeDetail } from './calls';
import { stateColour } from './priceChangeStates';
import { wallText } from './wallTime';

interface Props { readonly changeId: number | null; readonly onOpen: (changeId: number) => void; readonly onClose: () => void }

/** One price change document: what it would do, and what may be done with it next. */
export function PriceChangeDrawer({ changeId, onOpen, onClose }: Props) {
  const { t } = useTranslation('catalog');
  const change = useQuery({ queryKey: ['price-change', changeId], queryFn: () => api.getPriceChange(changeId ?? 0), enabled: changeId !== null });
  if (changeId === null) return <Drawer open size={760} title={t('changes.add')} onClose={onClose}><PriceChangeForm change={null} onSaved={onOpen} /></Drawer>;
  return (
    <Drawer open size={960} onClose={onClose} title={change.data ? <>{change.data.number} <Tag color={stateColour[change.data.state]}>{t(`changes.states.${change.data.state}`)}</Tag></> : ''}>
      {change.error ? <ProblemAlert error={change.error} retry={() => void change.refetch()} /> : !change.data ? <Skeleton active /> : <Opened change={change.data} onOpen={onOpen} />}
    </Drawer>
  );
}

type Asked = 'refuse' | 'cancel' | 'reverse';

function Opened({ change, onOpen }: { readonly change: PriceChangeDetail; readonly onOpen: (changeId: number) => void }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const { store } = useSession();
  const storeNames = useStoreNames();
  const mayDo = useMay();
  const timeText = useTimeText(store?.timeZone);
  const [editing, setEditing] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const touched = [['price-change', change.changeId], ['price-change-lines', change.changeId], ['price-changes'], ['goods'], ['product'], ['prices']];
  const submitting = useSave(() => api.submitPriceChange(change.changeId), touched, () => undefined);
  const deciding = useSave((approve: boolean) => api.decidePriceChange(change.changeId, { approve, note: null, version: change.version }), touched, () => undefined);
  if (editing) return <PriceChangeForm change={change} onSaved={() => setEditing(false)} />;

  const mayChange = mayDo('catalog.change-price');
  const mayApprove = mayDo('catalog.approve-price-change') && change.state === 'Submitted';
  const open = change.state === 'Draft' || change.state === 'Submitted' || change.state === 'Refused';
  const error = submitting.error ?? deciding.error;
  return (
    <>
      <Descriptions size="small" column={{ xs: 1, sm: 2 }} style={{ marginBottom: 12 }} items={[
        { key: 'reason', label: t('prices.reason'), children: change.reason },
        { key: 'what', label: t('history.list'), children: change.listName ?? t('history.retail') },
        { key: 'where', label: t('prices.where'), children: storeNames(change.storeIds) },
        { key: 'from', label: t('changes.when'), children: `${change.from === null ? t('changes.onApproval') : wallText(change.from)} – ${change.to === null ? t('prices.openEnd') : wallText(change.to)}` },
        { key: 'made', label: t('changes.madeBy'), children: `${change.madeBy} · ${timeText(change.madeAt)}` },
        ...(change.decidedBy ? [{ key: 'decided', label: t('changes.decidedBy'), children: [change.decidedBy, change.decidedAt && timeText(change.decidedAt), change.note].filter(Boolean).join(' · ') }] : []),
        ...(change.reverses ? [{ key: 'reverses', label: t('changes.reverses'), children: change.reverses }] : []),
        ...(change.reversedBy ? [{ key: 'reversedBy', label: t('changes.reversedBy'), children: change.reversedBy }] : []),
      ]} />
      {mayApprove && !change.mayDecide && <Alert type="info" showIcon title={t('changes.needsAnother')} style={{ marginBottom: 12 }} />}
      {error && <Alert type="error" showIcon title={problemText(error)} style={{ marginBottom: 12 }} />}
      <Space wrap style={{ marginBottom: 16 }}>
        {mayApprove && change.mayDecide && <Button type="primary" loading={deciding.isPending} onClick={() => deciding.mutate(true)}>{t('changes.approve')}</Button>}
        {mayApprove && change.mayDecide && <Button danger onClick={() => setAsked('refuse')}>{t('changes.refuse')}</Button>}
        {mayChange && change.state === 'Draft' && <Button type="primary" disabled={change.lines === 0} loading={submitting.isPending} onClick={() => submitting.mutate(undefined)}>{t('changes.submit')}</Button>}
        {mayChange && open && <Button onClick={() => setEditing(true)}>{t('shell:edit')}</Button>}
        {mayChange && (open || change.state === 'Approved') && <Button onClick={() => setAsked('cancel')}>{t('changes.cancel')}</Button>}
        {mayChange && change.state === 'Live' && change.reversedBy === null && <Button onClick={() => setAsked('reverse')}>{t('changes.reverse')}</Button>}
      </Space>
      <PriceChangeLines change={change} />
      {asked && <AskWhy change={change} asked={asked} touched={touched} onOpen={onOpen} onClose={() => setAsked(null)} />}
    </>
  );
}

interface AskProps { readonly change: PriceChangeDetail; readonly asked: Asked; readonly touched: readonly (readonly unknown[])[]; readonly onOpen: (changeId: number) => void; readonly onClose: () => void }

/** Why a document is sent back, given up or undone. */
function AskWhy({ change, asked, touched, onOpen, onClose }: AskProps) {
  const { t } = useTranslation(['catalog', 'shell']);
  const [reason, setReason] = useState('');
  const saving = useSave(async (): Promise<{ changeId: number }> => {
    if (asked === 'refuse') return await api.decidePriceChange(change.changeId, { approve: false, note: reason, version: change.version });
    return asked === 'cancel' ? await api.cancelPriceChange(change.changeId, { reason }) : await api.reversePriceChange(change.changeId, { reason });
  }, touched, (done) => {
    onClose();
    if (asked === 'reverse') onOpen(done.changeId);
  });
  return (
    <Modal open title={t(`changes.${asked}`)} okText={t('shell:ok')} okButtonProps={{ disabled: reason.trim() === '' }} confirmLoading={saving.isPending} onOk={() => saving.mutate(undefined)} onCancel={onClose}>
      {asked === 'reverse' && <p>{t('changes.reverseHint')}</p>}
      <Input autoFocus value={reason} maxLength={200} placeholder={t('prices.reason')} aria-label={t('prices.reason')} onChange={(event) => setReason(event.target.value)} onPressEnter={() => reason.trim() !== '' && saving.mutate(undefined)} />
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginTop: 12 }} />}
    </Modal>
  );
}
