import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { NamesOf, Output, RawInput } from '../../preload/contract/index.ts';
import { call } from './api.ts';

const pageSize = 200;

type Paged = { [M in NamesOf<'query'>]: 'offset' extends keyof RawInput<M> ? M : never }[NamesOf<'query'>];

/** A list of any length, read page by page as it is scrolled into sight; rows not read yet are holes. Hand `onRange` to the DataTable. */
export function usePagedRows<M extends Paged, T>(
  method: M,
  input: Omit<RawInput<M>, 'offset' | 'limit'>,
  rowsOf: (answer: Output<M>) => { total: number; rows: readonly T[] },
) {
  const [pages, setPages] = useState<readonly number[]>([0]);
  const read = (page: number) => {
    const asked = { ...input, offset: page * pageSize, limit: pageSize } as RawInput<M>;
    return { queryKey: [method, asked], queryFn: () => call(method, asked) };
  };
  const first = useQuery({ ...read(0), placeholderData: keepPreviousData });
  const further = useQueries({ queries: pages.filter((page) => page > 0).map(read) });
  const answers = further.map((answer) => answer.data);
  const total = first.data ? rowsOf(first.data).total : 0;

  const rows = useMemo(() => {
    if (!first.data) return undefined;
    const all = Array.from<T | undefined>({ length: total });
    const put = (answer: Output<M>, page: number) => {
      for (const [index, row] of rowsOf(answer).rows.entries()) all[page * pageSize + index] = row;
    };
    put(first.data, 0);
    for (const [index, page] of pages.filter((one) => one > 0).entries()) {
      const answer = answers[index];
      if (answer) put(answer, page);
    }
    return all.slice(0, total);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the answers by their identity, not the new array around them
  }, [first.data, total, pages, ...answers]);

  const onRange = useCallback((from: number, to: number) => {
    const wanted = pagesBetween(from, to);
    setPages((before) => (before.join() === wanted.join() ? before : wanted));
  }, []);
  return { rows, total, onRange, error: first.error };
}

/** The pages that rows `from` to `to` lie on, both included. */
export function pagesBetween(from: number, to: number): number[] {
  const start = Math.floor(from / pageSize);
  return Array.from({ length: Math.floor(to / pageSize) - start + 1 }, (_, index) => start + index);
}
