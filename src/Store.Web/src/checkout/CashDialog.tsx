import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApproved } from '../access/useApproved';
import { api, withApprovals } from '../api';
import { useDrawer } from '../devices/useTillPrinting';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { Modal } from '../shell/Modal';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { newUuid } from '../shell/uuid';
import { reasonText } from './cashReasons';
import type { Happened } from './questions';
import { useQuestions } from './useQuestions';
import { type CashKind, type CashMovement, type CashOnItsWay, cashKinds, listCashMovements, listRegisters } from './calls';

interface Fields { kind: CashKind; amount: Minor | null; reason: string; place?: string; toRegisterId?: number }

interface Props { readonly shiftId: number; readonly registerId: number; readonly onClose: () => void }

/** What may be asked about it; nothing about cash that only goes to the safe or the bank. */
const happenedBy = (kind: CashKind, reason: string): Happened[] => (kind === 'SafeDrop' || kind === 'BankDrop' ? [] : [{ event: kind === 'CashOut' || kind === 'PettyCash' ? 'CashOut' : 'CashIn', reason }]);

/** Cash put into the drawer or taken out of it besides sales; what other tills have sent is received here. */
export function CashDialog({ shiftId, registerId, onClose }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form);
  // One id per entry, kept over retries: what was recorded before the line broke is not recorded again.
  const [uuid, setUuid] = useState(newUuid);
  const keys = { movements: ['cash-movements', storeId, shiftId], onItsWay: ['cash-on-its-way', storeId, shiftId] };
  const movements = useMore(keys.movements, (after) => listCashMovements(storeId, shiftId, after));
  const onItsWay = useQuery({ queryKey: keys.onItsWay, queryFn: () => api.listCashOnItsWay(storeId, shiftId) });
  const registers = useQuery({ queryKey: ['registers', storeId], queryFn: () => listRegisters(storeId) });
  const refresh = async () => {
    setUuid(newUuid());
    await Promise.all(Object.values(keys).map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  const { approved, dialog: approval } = useApproved();
  const questions = useQuestions();
  const openDrawer = useDrawer();
  const moving = useMutation({
    mutationFn: ({ kind: of, amount, reason, place, toRegisterId }: Fields) => questions.around(happenedBy(of, reason), (answers) => approved((ids) => withApprovals(ids).recordCashMovement(storeId, shiftId, {
      movementUuid: uuid, kind: of, amount: fromMinor(amount ?? 0), reason, place: place?.trim() ?? null, toRegisterId: of === 'CashOut' ? toRegisterId ?? null : null, fromMovementId: null, answers,
    }))),
    onSuccess: (recorded, { kind: of }) => {
      if (!recorded) return;
      openDrawer(uuid, t(`cash.kinds.${of}`));
      form.resetFields(['amount', 'reason']);
      // The next entry need not wait for the list.
      void refresh();
    },
  });
  const receiving = useMutation({
    mutationFn: (sent: CashOnItsWay) => api.recordCashMovement(storeId, shiftId, {
      movementUuid: uuid, kind: 'FloatIn', amount: sent.amount, reason: t('cash.receivedFrom', { register: sent.fromRegisterCode }), place: null, toRegisterId: null, fromMovementId: sent.movementId,
    }),
    onSuccess: refresh,
  });
  const required = { required: true, message: t('shell:required') };
  const columns: Column<CashMovement>[] = [
    { key: 'kind', title: t('cash.kind'), phone: 'title', render: (one) => <>{t(`cash.kinds.${one.kind as CashKind}`)} {one.toRegisterCode && <Tag>→ {one.toRegisterCode}</Tag>}</> },
    { key: 'time', title: t('sales.time'), render: (one) => timeText(one.madeAt, false) },
    { key: 'reason', title: t('cash.reason'), render: (one) => [reasonText(one.reason, t), one.place].filter(Boolean).join(' · ') },
    { key: 'by', title: t('cash.by'), render: (one) => (one.approverName ? t('cash.approved', { name: one.madeByName, approver: one.approverName }) : one.madeByName) },
    { key: 'amount', title: t('sales.total'), align: 'right', phone: 'aside', render: (one) => <Amount minor={toMinor(one.amount)} /> },
  ];
  return (
    <Modal open className="touch" width={720} style={{ top: 24 }} title={t('cash.title')} footer={null} onCancel={onClose}>
      {(onItsWay.data?.items ?? []).map((one) => (
        <Alert
          key={one.movementId} type="info" showIcon style={{ marginBottom: 12 }} title={<>{t('cash.onItsWay', { from: one.fromRegisterCode, to: one.toRegisterCode })} <Amount minor={toMinor(one.amount)} /></>}
          action={<Button loading={receiving.isPending} onClick={() => receiving.mutate(one)}>{t(one.incoming ? 'cash.receive' : 'cash.takeBack')}</Button>}
        />
      ))}
      {receiving.error && <Alert type="error" showIcon title={problemText(receiving.error)} style={{ marginBottom: 12 }} />}
      <Form<Fields> form={form} layout="vertical" size="large" requiredMark={false} initialValues={{ kind: 'SafeDrop', amount: null }} onFinish={moving.mutate}>
        <div className="cash-fields">
          <Form.Item name="kind" label={t('cash.kind')}><Select options={cashKinds.map((each) => ({ value: each, label: t(`cash.kinds.${each}`) }))} /></Form.Item>
          <Form.Item name="amount" label={t('sales.total')} rules={[required]}><MoneyInput autoFocus aria-label={t('sales.total')} /></Form.Item>
          {kind === 'CashOut' && (
            <Form.Item name="toRegisterId" label={t('cash.toRegister')}>
              <Select allowClear placeholder={t('cash.noRegister')} options={(registers.data ?? []).filter((each) => each.registerId !== registerId).map((each) => ({ value: each.registerId, label: each.name }))} />
            </Form.Item>
          )}
          {(kind === 'SafeDrop' || kind === 'BankDrop' || kind === 'FloatIn') && (
            <Form.Item name="place" label={t(kind === 'BankDrop' ? 'cash.bank' : 'cash.safe')} rules={kind === 'SafeDrop' ? [required] : []}><Input maxLength={100} /></Form.Item>
          )}
          <Form.Item name="reason" label={t('cash.reason')} rules={[{ ...required, whitespace: true }]}><Input maxLength={200} /></Form.Item>
        </div>
        {approval}
        {moving.error && <Alert type="error" showIcon title={problemText(moving.error)} style={{ marginBottom: 12 }} />}
        <Button type="primary" htmlType="submit" block loading={moving.isPending}>{t('cash.record')}</Button>
      </Form>
      {questions.dialog}
      <h3 style={{ fontSize: 14, margin: '16px 0 8px' }}>{t('cash.ofShift')}</h3>
      <DataList columns={columns} list={movements} rowKey={(one) => one.movementId} empty={t('cash.none')} />
    </Modal>
  );
}
