import { DatePicker, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../api/client';
import { type Asked, type ReasonEvent, useNameOf, useReasons } from './useReasons';

/** What a form about a reason holds; the answers by question. */
export interface ReasonFields {
  readonly reasonCode?: string;
  readonly note?: string;
  readonly answers?: Readonly<Record<string, string | number | Dayjs | null | undefined>>;
}

export const answersOf = (fields: ReasonFields): Answer[] => Object.entries(fields.answers ?? {}).flatMap(([id, value]) => {
  if (value === undefined || value === null || value === '') return [];
  const text = typeof value === 'object' ? value.format('YYYY-MM-DD') : String(value);
  return [{ questionId: Number(id), text, lineNumber: null }];
});

interface Props {
  readonly event: ReasonEvent;
  /** Whether a reason has to be given. */
  readonly required: boolean;
}

/** The reason, the questions that follow from it and a note: fields of an antd form around it. */
export function ReasonForm({ event, required }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const { reasons, questions } = useReasons(event);
  const nameOf = useNameOf();
  return (
    <>
      <Form.Item name="reasonCode" label={t('reasons.reason')} rules={[{ required: required && reasons.length > 0, message: t('shell:required') }]}>
        <Radio.Group className="reason-choice" optionType="button" size="large" options={reasons.map((reason) => ({ value: reason.code, label: nameOf(reason) }))} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldsValue }) => {
          const fields = getFieldsValue(true) as ReasonFields;
          return questions.filter((asked) => isAsked(asked, fields)).map((asked) => <QuestionField key={asked.questionId} asked={asked} />);
        }}
      </Form.Item>
      <Form.Item name="note" label={t('reasons.note')}><Input maxLength={200} autoComplete="off" /></Form.Item>
    </>
  );
}

function isAsked({ question }: Asked, fields: ReasonFields): boolean {
  if (question.reasonCode && question.reasonCode !== fields.reasonCode) return false;
  if (question.afterQuestionId === null) return true;
  const before = fields.answers?.[question.afterQuestionId];
  return before !== undefined && before !== null && before !== '' && (!question.afterAnswer || question.afterAnswer === before);
}

function QuestionField({ asked: { questionId, question } }: { readonly asked: Asked }) {
  const { t } = useTranslation(['checkout', 'shell']);
  const nameOf = useNameOf();
  const label = nameOf({ nameHans: question.textHans, nameHant: question.textHant, nameEn: question.textEn });
  return (
    <Form.Item name={['answers', String(questionId)]} label={label} preserve={false} rules={[{ required: question.required, message: t('shell:required') }]}>
      {question.kind === 'List' ? <Select size="large" allowClear={!question.required} options={question.choices.map((choice) => ({ value: choice.code, label: nameOf(choice) }))} />
        : question.kind === 'Date' ? <DatePicker size="large" style={{ width: '100%' }} />
          : question.kind === 'Number' ? <InputNumber size="large" stringMode style={{ width: '100%' }} />
            : <Input size="large" maxLength={400} />}
    </Form.Item>
  );
}
