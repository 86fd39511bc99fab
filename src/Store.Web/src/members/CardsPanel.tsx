import { Alert, Button, Empty, Form, Input, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import { AccountsPanel } from './AccountsPanel';
import './members.css';
import type { CardState, MemberDetail } from './calls';

interface Fields { code: string; batch?: string; replaces?: string }

const colours = { Active: 'green', Blocked: 'orange', Replaced: '' } as const;

/** A member's cards: a new one, one in place of a lost one, one that is blocked. */
export function CardsPanel({ member }: { readonly member: MemberDetail }) {
  const { t } = useTranslation(['members', 'shell']);
  const may = useMay()('members.manage');
  const timeText = useTimeText();
  const [form] = Form.useForm<Fields>();
  const changes = [['member', member.memberId]];
  const issuing = useSave(({ code, batch, replaces }: Fields) => api.issueCard(member.memberId, { code, batch: batch?.trim() ?? null, replaces: replaces ?? null }), changes, () => form.resetFields());
  const blocking = useSave(({ code, blocked }: { code: string; blocked: boolean }) => api.blockCard(member.memberId, code, { blocked }), changes, () => undefined);
  const replaceable = member.cards.filter((card) => card.state !== 'Replaced');
  return (
    <>
      {member.cards.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('cards.none')} />}
      {member.cards.map((card) => (
        <div key={card.code} className="member-row">
          <span><strong>{card.code}</strong>{card.batch !== '' && <> · {card.batch}</>} · {timeText(card.issuedAt, true)}</span>
          <Tag color={colours[card.state as CardState]}>{t(`cards.states.${card.state as CardState}`)}</Tag>
          {may && card.state !== 'Replaced' && (
            <Button size="small" loading={blocking.isPending} onClick={() => blocking.mutate({ code: card.code, blocked: card.state === 'Active' })}>{t(card.state === 'Active' ? 'cards.block' : 'cards.unblock')}</Button>
          )}
        </div>
      ))}
      {blocking.error && <Alert type="error" showIcon title={problemText(blocking.error)} style={{ marginBottom: 16 }} />}
      {may && (
        <Form<Fields> name="card" form={form} layout="vertical" requiredMark={false} onFinish={issuing.mutate} style={{ marginTop: 24 }}>
          <div className="member-fields">
            <Form.Item name="code" label={t('cards.code')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={60} autoComplete="off" /></Form.Item>
            <Form.Item name="batch" label={t('cards.batch')}><Input maxLength={40} autoComplete="off" /></Form.Item>
          </div>
          {replaceable.length > 0 && <Form.Item name="replaces" label={t('cards.replaces')}><Select allowClear options={replaceable.map((card) => ({ value: card.code, label: card.code }))} /></Form.Item>}
          {issuing.error && <Alert type="error" showIcon title={problemText(issuing.error)} style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" loading={issuing.isPending}>{t('cards.issue')}</Button>
        </Form>
      )}
      <AccountsPanel member={member} />
    </>
  );
}
