import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { AuditFilter } from '../../../preload/contract/audit.ts';
import { call } from '../../lib/api.ts';

const ahead = 60;

/** Entries newest first, page after page as the end comes into sight. Hand `onRange` to the DataTable. */
export function useAuditRows(filter: AuditFilter) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['audit.list', filter],
    queryFn: ({ pageParam }) => call('audit.list', { ...filter, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows), [data]);
  const count = rows?.length ?? 0;
  const onRange = useCallback(
    (_first: number, last: number) => {
      if (hasNextPage && !isFetchingNextPage && last >= count - ahead) void fetchNextPage();
    },
    [hasNextPage, isFetchingNextPage, count, fetchNextPage],
  );
  return { rows, error, hasMore: hasNextPage, onRange, refetch };
}
