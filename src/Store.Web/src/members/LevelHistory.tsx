import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { useTimeText } from '../shell/time';
import type { LevelChange } from './calls';
import { useStandings } from './useStandings';

/** From which level to which a member has come, and why. */
export function LevelHistory({ memberId, version }: { readonly memberId: number; readonly version: number }) {
  const { t } = useTranslation('members');
  const timeText = useTimeText();
  const { levels } = useStandings();
  const levelName = (levelId: number | null) => (levelId === null ? t('noLevel') : levels.find((level) => level.value === levelId)?.label ?? '…');
  const changes = useMore(['level-changes', memberId, version], (after) => api.listLevelChanges(memberId, after === undefined ? undefined : Number(after), 10));
  const columns: Column<LevelChange>[] = [
    { key: 'to', title: t('levels.to'), phone: 'title', render: (row) => levelName(row.toLevelId) },
    { key: 'from', title: t('levels.from'), render: (row) => levelName(row.fromLevelId) },
    { key: 'cause', title: t('levels.cause'), phone: 'aside', render: (row) => t(`levels.causes.${row.cause as 'Earned'}`) },
    { key: 'at', title: t('levels.at'), render: (row) => (row.cause === 'ByHand' ? `${timeText(row.changedAt)} · ${row.changedByName}` : timeText(row.changedAt)) },
  ];
  return (
    <>
      <h3>{t('levels.history')}</h3>
      <DataList columns={columns} list={changes} rowKey={(row) => row.changeId} empty={t('levels.noHistory')} />
    </>
  );
}
