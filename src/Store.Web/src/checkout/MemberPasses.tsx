import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetMemberValuePass } from '../api/client';
import { problemText } from '../shell/ProblemAlert';
import { useMay, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';

interface Props { readonly passes: readonly GetMemberValuePass[]; readonly memberId: number }

/** A member's passes: a visit is entered at a tap, and taken back where it was a mistake. */
export function MemberPasses({ passes, memberId }: Props) {
  const { t } = useTranslation('checkout');
  if (passes.length === 0) return null;
  return (
    <section>
      <h3>{t('member.passes')}</h3>
      {passes.map((pass) => <PassRow key={pass.passId} pass={pass} memberId={memberId} />)}
    </section>
  );
}

function PassRow({ pass, memberId }: { readonly pass: GetMemberValuePass; readonly memberId: number }) {
  const { t } = useTranslation(['checkout', 'loyalty']);
  const { storeId } = useStore();
  const mayUse = useMay()('loyalty.use-value');
  const timeText = useTimeText();
  const queries = useQueryClient();
  const [visit, setVisit] = useState<number | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: ['member-value', memberId] });
  const using = useMutation({
    mutationFn: () => api.usePass(storeId, pass.passId, { uses: 1 }),
    onSuccess: async ({ entryId }) => {
      setVisit(entryId);
      await refresh();
    },
  });
  const undoing = useMutation({
    mutationFn: (entryId: number) => api.undoPassUse(storeId, pass.passId, entryId),
    onSuccess: async () => {
      setVisit(null);
      await refresh();
    },
  });
  const error = using.error ?? undoing.error;
  return (
    <div className="member-pass">
      <div>
        <span>{pass.name}<small>{[pass.goodsName, t('loyalty:passes.left', { left: pass.usesLeft, uses: pass.uses }), pass.expiresAt && t('loyalty:passes.until', { at: timeText(pass.expiresAt) })].filter(Boolean).join(' · ')}</small></span>
        {mayUse && visit !== null && <Button loading={undoing.isPending} onClick={() => undoing.mutate(visit)}>{t('member.undoVisit')}</Button>}
        {mayUse && <Button type="primary" ghost disabled={!pass.usable} loading={using.isPending} onClick={() => using.mutate()}>{t('loyalty:passes.use')}</Button>}
      </div>
      {error && <Alert type="error" showIcon title={problemText(error)} />}
    </div>
  );
}
