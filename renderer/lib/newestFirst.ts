import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { NamesOf, Output, RawInput } from '../../preload/contract/index.ts';
import { call } from './api.ts';

type NewestFirst = {
  [M in NamesOf<'query'>]: 'before' extends keyof RawInput<M> ? (Output<M> extends { next: number | null } ? M : never) : never;
}[NamesOf<'query'>];

const ahead = 60;

/** Entries newest first, page after page as the end comes into sight. Hand `onRange` to the DataTable. */
export function useNewestFirst<M extends NewestFirst, T>(
  method: M,
  filter: Omit<RawInput<M>, 'before' | 'limit'>,
  rowsOf: (answer: Output<M>) => readonly T[],
) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [method, filter],
    queryFn: ({ pageParam }) => call(method, { ...filter, ...(pageParam === null ? {} : { before: pageParam }) } as RawInput<M>),
    initialPageParam: null as number | null,
    getNextPageParam: (page: Output<M>) => (page as { next: number | null }).next,
    placeholderData: keepPreviousData,
  });
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- how rows are taken from an answer does not change
  const rows = useMemo(() => data?.pages.flatMap((page) => [...rowsOf(page)]), [data]);
  const count = rows?.length ?? 0;
  const onRange = useCallback(
    (_first: number, last: number) => {
      if (hasNextPage && !isFetchingNextPage && last >= count - ahead) void fetchNextPage();
    },
    [hasNextPage, isFetchingNextPage, count, fetchNextPage],
  );
  return { first: data?.pages[0], rows, error, hasMore: hasNextPage, onRange };
}
