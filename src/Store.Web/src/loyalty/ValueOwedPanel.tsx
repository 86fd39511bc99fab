import { useQuery } from '@tanstack/react-query';
import { Descriptions, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListValueBalancesItem } from '../api/client';
import { MemberCell } from '../members/MemberCell';
import { useMemberFile } from '../members/useMemberFile';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { ExportButton } from '../shell/ExportButton';
import { ProblemAlert } from '../shell/ProblemAlert';
import { readAll, useMore } from '../shell/lists';
import { toMinor } from '../shell/money';

/** What the chain owes for value that it has sold, in all and member by member. */
export function ValueOwedPanel() {
  const { t } = useTranslation(['loyalty', 'members']);
  const { openFile, file } = useMemberFile();
  const owed = useQuery({ queryKey: ['value-owed'], queryFn: () => api.showValueOwed() });
  const balances = useMore(['value-balances'], (after) => api.listValueBalances(after === undefined ? undefined : Number(after), undefined));
  const columns: Column<ListValueBalancesItem>[] = [
    { key: 'number', title: t('value.owed.member'), phone: 'title', render: (row) => <MemberCell memberId={row.memberId} number={row.number} name={row.memberName} level={row.levelName} onOpen={openFile} /> },
    { key: 'principal', title: t('value.principal'), align: 'right', phone: 'aside', render: (row) => <Amount minor={toMinor(row.principal)} /> },
    { key: 'bonus', title: t('value.bonus'), align: 'right', render: (row) => <Amount minor={toMinor(row.bonus)} /> },
  ];
  const figures = ['principal', 'bonus', 'bonusToCome', 'onCards', 'onExpiredCards', 'onPasses', 'onMemberships'] as const;
  return (
    <>
      {owed.error ? <ProblemAlert error={owed.error} retry={() => void owed.refetch()} /> : !owed.data ? <Skeleton active /> : (
        <Descriptions bordered size="small" column={{ xs: 1, md: 3 }} style={{ marginBottom: 20 }}
          items={figures.map((figure) => ({ key: figure, label: t(`value.owed.${figure}`), children: <Amount minor={toMinor(owed.data[figure])} /> }))} />
      )}
      {balances.rows.length > 0 && (
        <div className="tools">
          <ExportButton<ListValueBalancesItem> name={t('value.owed.title')} rows={() => readAll((after) => api.listValueBalances(after === undefined ? undefined : Number(after), 500))} columns={[
            [t('members:number'), (row) => row.number], [t('members:name'), (row) => row.memberName ?? ''], [t('members:level'), (row) => row.levelName ?? ''], [t('value.principal'), (row) => row.principal], [t('value.bonus'), (row) => row.bonus],
          ]} />
        </div>
      )}
      <DataList columns={columns} list={balances} rowKey={(row) => row.memberId} empty={t('value.owed.none')} />
      {file}
    </>
  );
}
