import { Alert, Button, Input } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { problemText } from '../shell/ProblemAlert';

export interface NamedMember { readonly memberId: number; readonly name: string }

interface Props {
  /** Given by the form, so that its label belongs to the field. */
  readonly id?: string;
  readonly value?: NamedMember | null;
  readonly onChange?: (member: NamedMember | null) => void;
  readonly placeholder: string;
  readonly disabled?: boolean;
  readonly size?: 'large';
}

/** Another member in a form: looked up by the whole number, card, phone or e-mail, or taken away again. */
export function MemberLookUp({ id, value = null, onChange, placeholder, disabled, size }: Props) {
  const { t } = useTranslation(['members', 'shell']);
  const finding = useMutation({ mutationFn: (code: string) => api.lookUpMember({ code }), onSuccess: ({ memberId, name }) => onChange?.({ memberId, name }) });
  const sized = size ? { size } : {};
  if (value !== null) {
    return (
      <div className="member-row">
        <span>{value.name}</span>
        {!disabled && <Button size="small" onClick={() => onChange?.(null)}>{t('lookUp.remove')}</Button>}
      </div>
    );
  }
  if (disabled) return <span>–</span>;
  const find = (typed: string) => typed.trim() !== '' && finding.mutate(typed.trim());
  return (
    <>
      <Input.Search {...sized} {...(id === undefined ? {} : { id })} maxLength={200} autoComplete="off" placeholder={placeholder} enterButton={t('shell:search')} loading={finding.isPending} onSearch={find}
        onPressEnter={(event) => event.preventDefault()} />
      {finding.error && <Alert type="error" showIcon title={problemText(finding.error)} style={{ marginTop: 8 }} />}
    </>
  );
}
