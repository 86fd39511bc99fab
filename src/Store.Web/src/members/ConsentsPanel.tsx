import { Alert, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import './members.css';
import { type Consent, type MemberDetail, channels } from './calls';

const known = ['office', 'page', 'till'] as const;
const sources: ReadonlySet<string> = new Set(known);

type Channel = typeof channels[number];
type Source = typeof known[number];

/** Over what a member may be written to, and all they have said about it. */
export function ConsentsPanel({ member }: { readonly member: MemberDetail }) {
  const { t } = useTranslation(['members', 'shell']);
  const may = useMay()('members.manage');
  const timeText = useTimeText();
  const said = useMore(['consents', member.memberId], (after) => api.listConsents(member.memberId, after === undefined ? undefined : Number(after), undefined));
  const saving = useSave(({ channel, given }: { channel: string; given: boolean }) => api.recordConsent(member.memberId, { channel, given, source: 'office' }),
    [['member', member.memberId], ['consents', member.memberId]], () => undefined);
  const columns: Column<Consent>[] = [
    { key: 'channel', title: t('consents.channel'), phone: 'title', render: (consent) => t(`consents.channels.${consent.channel as Channel}`) },
    { key: 'given', title: t('consents.given'), phone: 'aside', render: (consent) => t(consent.given ? 'consents.yes' : 'consents.no') },
    { key: 'at', title: t('consents.at'), render: (consent) => timeText(consent.saidAt) },
    { key: 'by', title: t('consents.by'), render: (consent) => `${consent.takenByName} · ${sources.has(consent.source) ? t(`consents.sources.${consent.source as Source}`) : consent.source}` },
  ];
  return (
    <>
      {channels.map((channel) => (
        <div key={channel} className="member-row">
          <span>{t(`consents.channels.${channel}`)}</span>
          <Switch disabled={!may} loading={saving.isPending && saving.variables.channel === channel} checked={member.consents.some((consent) => consent.channel === channel && consent.given)} onChange={(given) => saving.mutate({ channel, given })} />
        </div>
      ))}
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <h3>{t('consents.history')}</h3>
      <DataList columns={columns} list={said} rowKey={(consent) => consent.consentId} empty={t('consents.none')} />
    </>
  );
}
