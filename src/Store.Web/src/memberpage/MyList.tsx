import { Button, Empty, Skeleton } from 'antd';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../shell/ProblemAlert';
import type { MoreRows } from '../shell/lists';

interface Props<Row> {
  readonly list: MoreRows<Row>;
  readonly rowKey: (row: Row) => number;
  readonly row: (row: Row) => ReactNode;
  readonly empty: string;
}

/** A list on the phone, which grows as one comes to its end. */
export function MyList<Row>({ list, rowKey, row, empty }: Props<Row>) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const { more, loadingMore, error } = list;
  useEffect(() => {
    if (!end.current || !more || loadingMore || error) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) more();
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [more, loadingMore, error]);
  if (list.loading) return <Skeleton active style={{ padding: 16 }} />;
  return (
    <>
      {list.rows.length > 0 && <div className="panel">{list.rows.map((one) => <Fragment key={rowKey(one)}>{row(one)}</Fragment>)}</div>}
      {list.rows.length === 0 && !error && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} style={{ marginTop: 48 }} />}
      {error ? <ProblemAlert error={error} retry={list.retry} /> : null}
      {more && <div className="more" ref={end}><Button onClick={more} loading={loadingMore}>{t('loadMore')}</Button></div>}
    </>
  );
}

interface RowProps {
  readonly title: ReactNode;
  readonly aside: ReactNode;
  readonly onOpen?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** A row: what it is, opposite to it how much, and below what there is to know of it. */
export function MyRow({ title, aside, onOpen, children }: RowProps) {
  const inside = (
    <>
      <span className="row-card-head"><span>{title}</span><span>{aside}</span></span>
      <span className="row-card-details">{children}</span>
    </>
  );
  return onOpen ? <button type="button" className="row-card" onClick={onOpen}>{inside}</button> : <div className="row-card">{inside}</div>;
}
