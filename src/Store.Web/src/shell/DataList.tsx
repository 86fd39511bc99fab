import { Button, Empty, Skeleton, Table } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from './ProblemAlert';
import type { MoreRows } from './lists';
import { useIsPhone } from './useIsPhone';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  readonly align?: 'right' | 'center';
  readonly width?: number;
  /** Where it stands on a phone's card: in bold, opposite to it, below with its title (the default), or not at all. */
  readonly phone?: 'title' | 'aside' | 'detail' | 'none';
}

interface Props<Row> {
  readonly columns: readonly Column<Row>[];
  readonly list: Pick<MoreRows<Row>, 'rows'> & Partial<MoreRows<Row>>;
  readonly rowKey: (row: Row) => string | number;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly empty?: ReactNode;
}

/** A list: a table on a wide screen, cards on a phone; with its loading, empty and error states and the button for more. */
export function DataList<Row extends object>({ columns, list, rowKey, onOpen, empty }: Props<Row>) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  if (list.error && list.rows.length === 0) return <ProblemAlert error={list.error} retry={list.retry} />;

  const nothing = <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty ?? t('nothingHere')} />;
  return (
    <div className="panel">
      {phone ? (
        <>
          {list.loading ? <Skeleton active style={{ padding: 16 }} /> : list.rows.length === 0 ? nothing : null}
          {list.rows.map((row) => <RowCard key={rowKey(row)} row={row} columns={columns} onOpen={onOpen} />)}
        </>
      ) : (
        <Table<Row>
          size="middle" pagination={false} loading={list.loading ?? false} dataSource={[...list.rows]} rowKey={rowKey} scroll={{ x: 'max-content' }}
          locale={{ emptyText: list.loading ? <div style={{ height: 96 }} /> : nothing }}
          onRow={(row) => (onOpen ? { onClick: () => onOpen(row), onKeyDown: (event: KeyboardEvent<HTMLElement>) => opens(event) && onOpen(row), tabIndex: 0, style: { cursor: 'pointer' } } : {})}
          columns={columns.map((column) => ({
            key: column.key, title: column.title, render: (_: unknown, row: Row) => column.render(row),
            ...(column.align && { align: column.align }), ...(column.width && { width: column.width }),
          }))}
        />
      )}
      {list.error ? <ProblemAlert error={list.error} retry={list.retry} /> : null}
      {list.more && <div className="more"><Button onClick={list.more} loading={list.loadingMore ?? false}>{t('loadMore')}</Button></div>}
    </div>
  );
}

/** Enter on the row itself, not on a button in it. */
const opens = (event: KeyboardEvent<HTMLElement>): boolean => event.key === 'Enter' && event.target === event.currentTarget;

function RowCard<Row>({ row, columns, onOpen }: { readonly row: Row; readonly columns: readonly Column<Row>[]; readonly onOpen?: ((row: Row) => void) | undefined }) {
  const at = (place: Column<Row>['phone']) => columns.filter((column) => (column.phone ?? 'detail') === place);
  const inside = (
    <>
      <div className="row-card-head">
        <div>{at('title').map((column) => <span key={column.key}>{column.render(row)} </span>)}</div>
        <div>{at('aside').map((column) => <span key={column.key}>{column.render(row)}</span>)}</div>
      </div>
      <div className="row-card-details">
        {at('detail').map((column) => ({ ...column, content: column.render(row) })).filter(({ content }) => content !== '' && content !== null && content !== undefined && content !== false)
          .map(({ key, title, content }) => <span key={key}>{title && <label>{title}</label>}{content}</span>)}
      </div>
    </>
  );
  return onOpen
    ? <div role="button" tabIndex={0} className="row-card" onClick={() => onOpen(row)} onKeyDown={(event) => opens(event) && onOpen(row)}>{inside}</div>
    : <div className="row-card">{inside}</div>;
}
