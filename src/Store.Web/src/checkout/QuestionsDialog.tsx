import { Button, DatePicker, Form, Input, InputNumber, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { type DueQuestion, type Given, type Happened, type Missing, type QuestionList, dueQuestions } from './questions';
import { useNameOf } from './useReasons';
import { Modal } from '../shell/Modal';

type Value = string | number | Dayjs | null | undefined;
type Fields = Readonly<Record<string, Value>>;

interface Props {
  readonly list: QuestionList;
  readonly happened: readonly Happened[];
  readonly missing: readonly Missing[];
  readonly first: Given;
  readonly onAnswered: (given: Given, due: readonly DueQuestion[]) => void;
  readonly onCancel: () => void;
}

const textOf = (value: Value): string => (value === undefined || value === null ? '' : typeof value === 'object' ? value.format('YYYY-MM-DD') : String(value).trim());

const givenIn = (fields: Fields): Given => Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, textOf(value)] as const).filter(([, text]) => text !== ''));

/** Puts the questions about something that happens at the till to the cashier; what follows from an answer appears under it. */
export function QuestionsDialog({ list, happened, missing, first, onAnswered, onCancel }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const [form] = Form.useForm<Fields>();
  const dueNow = (fields: Fields) => dueQuestions(list, happened, givenIn(fields), missing);
  const kinds = new Map(list.questions.map(({ questionId, question }) => [questionId, question.kind]));
  const initial = Object.fromEntries(Object.entries(first).map(([key, text]) => [key, kinds.get(Number(key.split('.')[1])) === 'Date' ? dayjs(text) : text]));
  const finish = (fields: Fields) => {
    const due = dueNow(fields);
    const given = givenIn(fields);
    onAnswered(given, due);
  };
  return (
    <Modal open className="touch" width={480} title={t('questions.title')} footer={null} mask={{ closable: false }} zIndex={1100} onCancel={onCancel}>
      <Form form={form} layout="vertical" size="large" requiredMark={false} initialValues={initial} onFinish={finish}>
        <Form.Item noStyle shouldUpdate>
          {({ getFieldsValue }) => dueNow(getFieldsValue(true) as Fields).map((due, index) => <QuestionField key={due.key} due={due} focus={index === 0} />)}
        </Form.Item>
        <Button type="primary" htmlType="submit" block>{t('shell:ok')}</Button>
      </Form>
    </Modal>
  );
}

function QuestionField({ due: { key, asked: { question }, of }, focus }: { readonly due: DueQuestion; readonly focus: boolean }) {
  const { t } = useTranslation('shell');
  const nameOf = useNameOf();
  const text = nameOf({ nameHans: question.textHans, nameHant: question.textHant, nameEn: question.textEn });
  return (
    <Form.Item name={[key]} label={of === null ? text : `${of} · ${text}`} preserve={false} rules={[{ required: question.required, message: t('required') }]}>
      {question.kind === 'List' ? <Select autoFocus={focus} defaultOpen={focus} allowClear={!question.required} aria-label={text} options={question.choices.map((choice) => ({ value: choice.code, label: nameOf(choice) }))} />
        : question.kind === 'Date' ? <DatePicker autoFocus={focus} style={{ width: '100%' }} aria-label={text} />
          : question.kind === 'Number' ? <InputNumber autoFocus={focus} controls={false} stringMode style={{ width: '100%' }} aria-label={text} />
            : <Input autoFocus={focus} maxLength={400} autoComplete="off" data-scan="own" aria-label={text} />}
    </Form.Item>
  );
}
