import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { FindMembersByDigitsItem } from '../api/client';
import { MemberLookUp, type NamedMember } from '../members/MemberLookUp';
import { problemText } from '../shell/ProblemAlert';
import { useMay, useStore } from '../shell/session';
import type { Customer } from './basket';
import { customerByCode } from './customers';
import { useScanner } from './useScanner';

const lastDigits = /^\d{4}$/;

/** What may be a phone number: digits, as people group them. */
const phoneLike = /^\+?[\d\s()-]{7,24}$/;

interface Found { readonly text: string; readonly customer?: Customer; readonly hits?: readonly FindMembersByDigitsItem[]; readonly next?: string | null }

async function search(text: string, storeId: number): Promise<Found> {
  // Four digits are the end of a phone far more often than a whole number.
  const page = lastDigits.test(text) ? await api.findMembersByDigits(text, storeId, undefined, undefined) : null;
  if (page && page.items.length > 0) return { text, hits: page.items, next: page.next };
  const customer = await customerByCode(text);
  return customer ? { text, customer } : { text };
}

/** Finds a member by phone, its last four digits, number, card or the code on their phone; a phone that is nobody's yet makes a new one. */
export function MemberFinder({ onFound }: { readonly onFound: (customer: Customer) => void }) {
  const { t } = useTranslation(['checkout', 'shell', 'members']);
  const { storeId } = useStore();
  const mayRegister = useMay()('members.register');
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const [referrer, setReferrer] = useState<NamedMember | null>(null);
  const [found, setMore] = useState<{ readonly hits: readonly FindMembersByDigitsItem[]; readonly next: string | null }>({ hits: [], next: null });
  const finding = useMutation({
    mutationFn: (asked: string) => search(asked, storeId),
    onSuccess: ({ customer, hits, next: more }) => {
      setMore({ hits: hits ?? [], next: more ?? null });
      if (customer) onFound(customer);
    },
  });
  const leafing = useMutation({
    mutationFn: () => api.findMembersByDigits(finding.data?.text ?? '', storeId, Number(found.next), undefined),
    onSuccess: (page) => setMore({ hits: [...found.hits, ...page.items], next: page.next }),
  });
  const choosing = useMutation({
    mutationFn: async ({ memberId, levelName }: FindMembersByDigitsItem): Promise<Customer> => {
      const member = await api.getMember(memberId);
      return { memberId, number: member.number, name: member.name, level: levelName };
    },
    onSuccess: onFound,
  });
  const registering = useMutation({
    mutationFn: async (phone: string): Promise<Customer> => {
      const made = await api.registerMember(storeId, { phone, name: name.trim() === '' ? null : name.trim(), referrerId: referrer?.memberId ?? null });
      return (made.existed ? await customerByCode(made.number) : null) ?? { memberId: made.memberId, number: made.number, name: made.name, level: null };
    },
    onSuccess: onFound,
  });
  const find = (code: string) => {
    if (code.trim() === '') return;
    choosing.reset();
    registering.reset();
    finding.mutate(code.trim());
  };
  useScanner(find);
  const nobody = finding.data && !finding.data.customer && !finding.data.hits ? finding.data.text : null;
  const newPhone = nobody !== null && mayRegister && phoneLike.test(nobody) ? nobody : null;
  const error = finding.error ?? leafing.error ?? choosing.error ?? registering.error;
  return (
    <>
      <Input.Search size="large" autoFocus maxLength={200} value={text} placeholder={t('member.placeholder')} aria-label={t('member.placeholder')} enterButton={t('shell:search')} loading={finding.isPending} autoComplete="off"
        onChange={(event) => {
          setText(event.target.value);
          finding.reset();
        }}
        onSearch={(typed) => (newPhone !== null && typed.trim() === newPhone ? registering.mutate(newPhone) : find(typed))} />
      {finding.data?.hits && (
        <div className="member-hits">
          <div>{t('member.which')}</div>
          {found.hits.map((hit) => (
            <button key={hit.memberId} type="button" className="till-hit" disabled={choosing.isPending} onClick={() => choosing.mutate(hit)}>
              <span>{hit.name}<small>{hit.phone}</small></span><span>{hit.levelName}</span>
            </button>
          ))}
          {found.next !== null && <Button block size="large" loading={leafing.isPending} onClick={() => leafing.mutate()}>{t('shell:loadMore')}</Button>}
        </div>
      )}
      {nobody !== null && <Alert type="info" showIcon style={{ marginTop: 12 }} title={t('member.nobody', { text: nobody })} />}
      {newPhone !== null && (
        <>
          <Input size="large" maxLength={100} value={name} placeholder={t('member.name')} aria-label={t('member.name')} autoComplete="off" style={{ marginTop: 12 }} onChange={(event) => setName(event.target.value)} onPressEnter={() => registering.mutate(newPhone)} />
          <details className="member-pin" style={{ marginTop: 12 }}><summary>{t('members:profile.referrer')}</summary><MemberLookUp size="large" placeholder={t('members:lookUp.hint')} value={referrer} onChange={setReferrer} /></details>
          <Button type="primary" size="large" block style={{ marginTop: 12 }} loading={registering.isPending} onClick={() => registering.mutate(newPhone)}>{t('member.register')}</Button>
        </>
      )}
      {error && <Alert type="error" showIcon style={{ marginTop: 12 }} title={problemText(error)} />}
    </>
  );
}
