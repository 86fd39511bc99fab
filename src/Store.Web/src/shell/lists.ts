import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

/** One page of a list as the server gives it. */
export interface PageOf<Row> {
  readonly items: readonly Row[];
  readonly next?: string | null;
}

export interface MoreRows<Row> {
  readonly rows: readonly Row[];
  readonly loading: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  /** Fetches the next page; missing on the last one. */
  readonly more: (() => void) | undefined;
  readonly loadingMore: boolean;
}

/** All of a list, page after page. */
export async function readAll<Row>(fetchPage: (after: string | undefined) => Promise<PageOf<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const page = await fetchPage(after);
    rows.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return rows;
}

/** A list that grows page by page; read again every so many milliseconds where that is said. */
export function useMore<Row>(key: readonly unknown[], fetchPage: (after: string | undefined) => Promise<PageOf<Row>>, enabled = true, askEvery?: number): MoreRows<Row> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
    refetchInterval: askEvery ?? false,
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.items) ?? [],
    loading: query.isLoading,
    error: query.error,
    retry: () => void query.refetch(),
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    loadingMore: query.isFetchingNextPage,
  };
}
