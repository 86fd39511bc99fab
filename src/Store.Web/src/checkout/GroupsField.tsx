import { useQuery } from '@tanstack/react-query';
import { Checkbox, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { ProblemAlert } from '../shell/ProblemAlert';
import type { CustomerGroup } from './basket';

interface Props { readonly value: readonly CustomerGroup[]; readonly onChange: (groups: readonly CustomerGroup[]) => void }

/** The groups that the ticket is priced for besides the member's own, such as students who show their card. */
export function GroupsField({ value, onChange }: Props) {
  const { t } = useTranslation('checkout');
  const groups = useQuery({ queryKey: ['groups'], queryFn: () => api.listGroups() });
  const known = groups.data?.items;
  return (
    <>
      <div style={{ margin: '16px 0 8px' }}>{t('groups.title')} <small style={{ color: '#76828a' }}>{known?.length === 0 ? t('groups.none') : t('groups.hint')}</small></div>
      {groups.error ? <ProblemAlert error={groups.error} retry={() => void groups.refetch()} /> : !known ? <Skeleton active /> : (
        <Checkbox.Group<number> className="group-choice" value={value.map((group) => group.groupId)} options={known.map((group) => ({ value: group.groupId, label: group.name }))}
          onChange={(ids) => onChange(known.filter((group) => ids.includes(group.groupId)).map(({ groupId, name }) => ({ groupId, name })))} />
      )}
    </>
  );
}
