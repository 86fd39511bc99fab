import { useQuery } from '@tanstack/react-query';
import { Alert, AutoComplete, Button, Form, Input, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { useMay } from '../shell/session';
import { useTimeText } from '../shell/time';
import { problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';
import { MemberProblem } from './MemberProblem';
import type { LinkedAccount, MemberDetail } from './calls';

interface Fields { provider: string; subject: string }

const knownProviders = ['wechat', 'alipay'] as const;

/** The accounts elsewhere by which a member is known: link one, take one off. */
export function AccountsPanel({ member }: { readonly member: MemberDetail }) {
  const { t } = useTranslation(['members', 'shell']);
  const may = useMay()('members.manage');
  const timeText = useTimeText();
  const [form] = Form.useForm<Fields>();
  const accounts = useQuery({ queryKey: ['member', member.memberId, 'accounts'], queryFn: () => api.listMemberAccounts(member.memberId) });
  const changes = [['member', member.memberId, 'accounts']];
  const linking = useSave((fields: Fields) => api.linkMemberAccount(member.memberId, fields), changes, () => form.resetFields());
  const unlinking = useSave((accountId: number) => api.unlinkMemberAccount(member.memberId, accountId), changes, () => undefined);
  const name = (provider: string) => t(`accounts.providers.${provider as 'wechat'}`, { defaultValue: provider });
  const columns: Column<LinkedAccount>[] = [
    { key: 'provider', title: t('accounts.provider'), phone: 'title', render: (account) => name(account.provider) },
    { key: 'subject', title: t('accounts.subject'), render: (account) => account.subject },
    { key: 'at', title: t('accounts.linked'), render: (account) => `${timeText(account.linkedAt)} · ${account.linkedByName}` },
    ...(may ? [{
      key: 'unlink', title: '', phone: 'aside' as const, align: 'right' as const,
      render: (account: LinkedAccount) => (
        <Popconfirm title={t('accounts.unlinkConfirm', { name: member.name })} okButtonProps={{ danger: true }} onConfirm={() => unlinking.mutate(account.accountId)}>
          <Button size="small" danger loading={unlinking.isPending && unlinking.variables === account.accountId}>{t('accounts.unlink')}</Button>
        </Popconfirm>
      ),
    }] : []),
  ];
  return (
    <>
      <h3>{t('accounts.title')}</h3>
      <DataList columns={columns} rowKey={(account) => account.accountId} empty={t('accounts.none')}
        list={{ rows: accounts.data?.items ?? [], loading: accounts.isLoading, error: accounts.error, retry: () => void accounts.refetch() }} />
      {unlinking.error && <Alert type="error" showIcon title={problemText(unlinking.error)} style={{ marginTop: 16 }} />}
      {may && (
        <Form<Fields> name="account" form={form} layout="vertical" requiredMark={false} onFinish={linking.mutate} style={{ marginTop: 16 }}>
          <div className="member-fields">
            <Form.Item name="provider" label={t('accounts.provider')} extra={t('accounts.providerHint')} rules={[{ required: true, message: t('shell:required') }]}>
              <AutoComplete maxLength={40} options={knownProviders.map((provider) => ({ value: provider, label: name(provider) }))} />
            </Form.Item>
            <Form.Item name="subject" label={t('accounts.subject')} extra={t('accounts.subjectHint')} rules={[{ required: true, whitespace: true, message: t('shell:required') }]}><Input maxLength={200} autoComplete="off" /></Form.Item>
          </div>
          {linking.error && <MemberProblem error={linking.error} />}
          <Button htmlType="submit" loading={linking.isPending}>{t('accounts.link')}</Button>
        </Form>
      )}
    </>
  );
}
