import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { type ReasonEvent, useNameOf, useReasons } from './useReasons';

/** What a form about a reason holds. */
export interface ReasonFields {
  readonly reasonCode?: string;
  readonly note?: string;
}

interface Props {
  readonly event: ReasonEvent;
  /** Whether a reason has to be given. */
  readonly required: boolean;
}

/** The reason and a note: fields of an antd form around it. What is asked besides is asked when the form is sent. */
export function ReasonForm({ event, required }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const reasons = useReasons(event);
  const nameOf = useNameOf();
  const form = Form.useFormInstance();
  return (
    <>
      <div onKeyDown={(event) => event.key === 'Enter' && form.submit()}><Form.Item name="reasonCode" label={t('reasons.reason')} rules={[{ required: required && reasons.length > 0, message: t('shell:required') }]}>
        <Radio.Group className="reason-choice" size="large">{reasons.map((reason, index) => <Radio.Button key={reason.code} value={reason.code} autoFocus={index === 0}>{nameOf(reason)}</Radio.Button>)}</Radio.Group>
      </Form.Item></div>
      <Form.Item name="note" label={t('reasons.note')}><Input size="large" maxLength={200} autoComplete="off" /></Form.Item>
    </>
  );
}
