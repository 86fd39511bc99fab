import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, InputNumber, Select, Space, Switch, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';
import { type Asked, type Reason, type ReasonEvent, reasonEvents, useNameOf } from './useReasons';

const lists = [['reasons'], ['reasons', 'all']] as const;

/** The reasons to choose from at the till, and the questions that it asks. */
export default function ReasonsPage() {
  const { t } = useTranslation('checkout');
  const all = useQuery({ queryKey: ['reasons', 'all'], queryFn: () => api.getReasonCodes(undefined, true) });
  const list = { loading: all.isLoading, error: all.error, retry: () => void all.refetch() };
  return (
    <div className="page">
      <div className="page-head"><h1>{t('reasons.title')}</h1></div>
      <Tabs items={[
        { key: 'reasons', label: t('reasons.codes'), children: <Reasons list={{ ...list, rows: all.data?.reasons ?? [] }} /> },
        { key: 'questions', label: t('reasons.questions'), children: <Questions list={{ ...list, rows: all.data?.questions ?? [] }} reasons={all.data?.reasons ?? []} /> },
      ]} />
    </div>
  );
}

interface ListOf<Row> { readonly rows: readonly Row[]; readonly loading: boolean; readonly error: unknown; readonly retry: () => void }

function Reasons({ list }: { readonly list: ListOf<Reason> }) {
  const { t } = useTranslation(['checkout', 'shell']);
  const nameOf = useNameOf();
  const [opened, setOpened] = useState<Partial<Reason> | null>(null);
  const columns: Column<Reason>[] = [
    { key: 'event', title: t('reasons.event'), render: (reason) => t(`reasons.events.${reason.event as ReasonEvent}`) },
    { key: 'name', title: t('reasons.name'), phone: 'title', render: (reason) => <>{nameOf(reason)} {!reason.active && <Tag>{t('reasons.off')}</Tag>}</> },
    { key: 'code', title: t('reasons.code'), phone: 'aside', render: (reason) => reason.code },
    { key: 'order', title: t('reasons.order'), align: 'right', phone: 'none', render: (reason) => reason.sortOrder },
  ];
  return (
    <>
      <p><Button type="primary" onClick={() => setOpened({ active: true, sortOrder: 100 })}>{t('reasons.add')}</Button></p>
      <DataList columns={columns} list={list} rowKey={(reason) => `${reason.event}/${reason.code}`} onOpen={setOpened} />
      {opened && <ReasonDialog reason={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

function ReasonDialog({ reason, onClose }: { readonly reason: Partial<Reason>; readonly onClose: () => void }) {
  const { t } = useTranslation(['checkout', 'shell']);
  const [form] = Form.useForm<Reason>();
  const isNew = reason.version === undefined;
  const saving = useSave((fields: Reason) => api.saveReasonCode(fields.event, fields.code, { ...fields, version: reason.version ?? null }), lists, onClose);
  const required = { required: true, message: t('shell:required') };
  return (
    <Modal open title={t(isNew ? 'reasons.add' : 'reasons.reason')} okText={t('shell:save')} confirmLoading={saving.isPending} onOk={form.submit} onCancel={onClose}>
      <Form<Reason> form={form} layout="vertical" requiredMark={false} initialValues={reason} onFinish={saving.mutate}>
        <Form.Item name="event" label={t('reasons.event')} rules={[required]}><Select disabled={!isNew} options={reasonEvents.map((event) => ({ value: event, label: t(`reasons.events.${event}`) }))} /></Form.Item>
        <Form.Item name="code" label={t('reasons.code')} extra={t('reasons.codeHint')} rules={[required, { pattern: /^[a-z0-9-]+$/, message: t('reasons.codeHint') }]}><Input disabled={!isNew} maxLength={40} /></Form.Item>
        <Form.Item name="nameHans" label={t('reasons.hans')} rules={[required]}><Input maxLength={60} /></Form.Item>
        <Form.Item name="nameHant" label={t('reasons.hant')} rules={[required]}><Input maxLength={60} /></Form.Item>
        <Form.Item name="nameEn" label={t('reasons.en')} rules={[required]}><Input maxLength={60} /></Form.Item>
        <Form.Item name="sortOrder" label={t('reasons.order')} rules={[required]}><InputNumber min={0} max={10000} precision={0} /></Form.Item>
        <Form.Item name="active" label={t('reasons.active')} valuePropName="checked"><Switch /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} />}
      </Form>
    </Modal>
  );
}

type QuestionFields = Asked['question'];

function Questions({ list, reasons }: { readonly list: ListOf<Asked>; readonly reasons: readonly Reason[] }) {
  const { t } = useTranslation(['checkout', 'shell']);
  const nameOf = useNameOf();
  const [opened, setOpened] = useState<Asked | 'new' | null>(null);
  const text = ({ question }: Asked) => nameOf({ nameHans: question.textHans, nameHant: question.textHant, nameEn: question.textEn });
  const columns: Column<Asked>[] = [
    { key: 'event', title: t('reasons.event'), render: ({ question }) => t(`reasons.events.${question.event as ReasonEvent}`) },
    { key: 'text', title: t('reasons.question'), phone: 'title', render: (asked) => <>{text(asked)} {asked.question.required && <Tag color="orange">{t('shell:required')}</Tag>} {!asked.question.active && <Tag>{t('reasons.off')}</Tag>}</> },
    { key: 'kind', title: t('reasons.answer'), phone: 'aside', render: ({ question }) => t(`reasons.kinds.${question.kind as 'List'}`) },
    { key: 'when', title: t('reasons.when'), render: ({ question }) => [question.reasonCode, ...list.rows.filter((each) => each.questionId === question.afterQuestionId).map(text), question.afterAnswer].filter(Boolean).join(' → ') || '–' },
  ];
  return (
    <>
      <p><Button type="primary" onClick={() => setOpened('new')}>{t('reasons.addQuestion')}</Button></p>
      <DataList columns={columns} list={list} rowKey={(asked) => asked.questionId} onOpen={setOpened} />
      {opened && <QuestionDialog asked={opened === 'new' ? null : opened} others={list.rows} reasons={reasons} text={text} onClose={() => setOpened(null)} />}
    </>
  );
}

interface DialogProps { readonly asked: Asked | null; readonly others: readonly Asked[]; readonly reasons: readonly Reason[]; readonly text: (asked: Asked) => string; readonly onClose: () => void }

function QuestionDialog({ asked, others, reasons, text, onClose }: DialogProps) {
  const { t } = useTranslation(['checkout', 'shell']);
  const nameOf = useNameOf();
  const [form] = Form.useForm<QuestionFields>();
  const event = Form.useWatch('event', form);
  const kind = Form.useWatch('kind', form);
  const afterId = Form.useWatch('afterQuestionId', form);
  const saving = useSave((fields: QuestionFields) => {
    const question: QuestionFields = {
      ...fields, reasonCode: fields.reasonCode ?? null, afterQuestionId: fields.afterQuestionId ?? null, afterAnswer: [fields.afterAnswer].find(Boolean) ?? null,
      productId: asked?.question.productId ?? null, categoryId: asked?.question.categoryId ?? null, choices: fields.kind === 'List' ? fields.choices : [],
    };
    return asked ? api.changeQuestion(asked.questionId, { question, version: asked.version }) : api.addQuestion(question);
  }, lists, onClose);
  const required = { required: true, message: t('shell:required') };
  const before = others.find((each) => each.questionId === afterId);
  return (
    <Modal open width={640} title={t('reasons.question')} okText={t('shell:save')} confirmLoading={saving.isPending} onOk={form.submit} onCancel={onClose}>
      <Form<QuestionFields> form={form} layout="vertical" requiredMark={false} initialValues={asked?.question ?? { required: false, active: true, sortOrder: 100, kind: 'Text', choices: [] }} onFinish={saving.mutate}>
        <div className="form-grid">
          <Form.Item name="event" label={t('reasons.event')} rules={[required]}><Select options={reasonEvents.map((each) => ({ value: each, label: t(`reasons.events.${each}`) }))} /></Form.Item>
          <Form.Item name="kind" label={t('reasons.answer')} rules={[required]}><Select options={(['List', 'Text', 'Date', 'Number'] as const).map((each) => ({ value: each, label: t(`reasons.kinds.${each}`) }))} /></Form.Item>
        </div>
        <Form.Item name="textHans" label={t('reasons.hans')} rules={[required]}><Input maxLength={200} /></Form.Item>
        <Form.Item name="textHant" label={t('reasons.hant')} rules={[required]}><Input maxLength={200} /></Form.Item>
        <Form.Item name="textEn" label={t('reasons.en')} rules={[required]}><Input maxLength={200} /></Form.Item>
        <div className="form-grid">
          <Form.Item name="reasonCode" label={t('reasons.onlyReason')}><Select allowClear options={reasons.filter((each) => each.event === event).map((each) => ({ value: each.code, label: nameOf(each) }))} /></Form.Item>
          <Form.Item name="afterQuestionId" label={t('reasons.after')}><Select allowClear options={others.filter((each) => each.question.event === event && each.questionId !== asked?.questionId).map((each) => ({ value: each.questionId, label: text(each) }))} /></Form.Item>
          {before && <Form.Item name="afterAnswer" label={t('reasons.afterAnswer')}>{before.question.kind === 'List' ? <Select allowClear options={before.question.choices.map((choice) => ({ value: choice.code, label: nameOf(choice) }))} /> : <Input maxLength={40} />}</Form.Item>}
          <Form.Item name="sortOrder" label={t('reasons.order')} rules={[required]}><InputNumber min={0} max={10000} precision={0} /></Form.Item>
        </div>
        {kind === 'List' && (
          <Form.List name="choices">
            {(fields, { add, remove }) => (
              <>
                {fields.map((field) => (
                  <Space key={field.key} wrap align="baseline">
                    <Form.Item name={[field.name, 'code']} rules={[required]} style={{ marginBottom: 8 }}><Input placeholder={t('reasons.code')} maxLength={40} /></Form.Item>
                    <Form.Item name={[field.name, 'nameHans']} rules={[required]} style={{ marginBottom: 8 }}><Input placeholder={t('reasons.hans')} maxLength={100} /></Form.Item>
                    <Form.Item name={[field.name, 'nameHant']} rules={[required]} style={{ marginBottom: 8 }}><Input placeholder={t('reasons.hant')} maxLength={100} /></Form.Item>
                    <Form.Item name={[field.name, 'nameEn']} rules={[required]} style={{ marginBottom: 8 }}><Input placeholder={t('reasons.en')} maxLength={100} /></Form.Item>
                    <Button type="link" danger onClick={() => remove(field.name)}>{t('reasons.removeChoice')}</Button>
                  </Space>
                ))}
                <p><Button onClick={() => add()}>{t('reasons.addChoice')}</Button></p>
              </>
            )}
          </Form.List>
        )}
        <Space size="large">
          <Form.Item name="required" label={t('shell:required')} valuePropName="checked"><Switch /></Form.Item>
          <Form.Item name="active" label={t('reasons.active')} valuePropName="checked"><Switch /></Form.Item>
        </Space>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} />}
      </Form>
    </Modal>
  );
}
