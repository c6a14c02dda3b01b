import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format.ts';
import { findByTyping, nextRow } from './gridKeys.ts';

export type Column<T> = {
  key: string;
  head: string;
  cell: (row: T) => ReactNode;
  /** plain words of the cell: for typing to find, and for copying */
  text?: (row: T) => string;
  /** a CSS grid track, for example 'minmax(160px, 2fr)' or '96px' */
  width?: string;
  isNumeric?: boolean;
  /** the name that `onSort` gets; a column without one is not sortable */
  sortBy?: string;
};

export type DataTableProps<T> = {
  /** accessible name of the grid */
  label: string;
  /** undefined = first read under way; a hole = row not read yet, shown as a skeleton */
  rows: readonly (T | undefined)[] | undefined;
  rowId: (row: T) => string;
  columns: readonly Column<T>[];
  /** Enter, Space or a click */
  onOpen?: (row: T) => void;
  selectedId?: string | null;
  sort?: string;
  onSort?: (by: string) => void;
  /** shown instead of rows when there are none */
  empty: ReactNode;
  /** words beside the row count, for example the filter that is on */
  note?: ReactNode;
  tone?: (row: T) => 'red' | 'muted' | undefined;
  /** indices now in sight, for reading further pages */
  onRange?: (first: number, last: number) => void;
  /** focus the grid when it appears */
  autoFocus?: boolean;
};

const rowHeight = 32;

/** A grid of any number of rows, all of it by keyboard: arrows, Page, Home, End, letters find, Enter or Space opens. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { t } = useTranslation();
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const gridId = useId();
  const [active, setActive] = useState(0);
  const typed = useRef({ text: '', at: 0 });
  const rows = props.rows;
  const count = rows?.length ?? 0;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingEnd: rowHeight, // the sticky head pushes every row down by one
    initialRect: { width: 800, height: 640 },
  });
  const inSight = virtualizer.getVirtualItems();
  const first = inSight[0]?.index ?? 0;
  const last = inSight.at(-1)?.index ?? 0;
  const { onRange } = props;
  useEffect(() => onRange?.(first, last), [onRange, first, last]);

  const activeIndex = Math.min(active, Math.max(0, count - 1));
  const tracks = props.columns.map((column) => column.width ?? 'minmax(80px, 1fr)').join(' ');
  const indexOfSelected =
    props.selectedId && rows ? rows.findIndex((row) => row !== undefined && props.rowId(row) === props.selectedId) : -1;
  useEffect(() => {
    if (indexOfSelected >= 0) setActive(indexOfSelected);
  }, [indexOfSelected]);
  const { autoFocus } = props;
  useEffect(() => {
    if (autoFocus) scroller.current?.focus();
  }, [autoFocus]);

  const moveTo = (index: number) => {
    setActive(index);
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };
  const open = (index: number) => {
    const row = rows?.[index];
    if (row === undefined) return;
    setActive(index);
    props.onOpen?.(row);
  };
  const textOf = (row: T | undefined) => (row === undefined ? '' : (props.columns.find((column) => column.text)?.text?.(row) ?? ''));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || count === 0) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 'c') {
      const row = rows?.[activeIndex];
      if (row === undefined || window.getSelection()?.toString()) return;
      event.preventDefault();
      void navigator.clipboard?.writeText(props.columns.map((column) => column.text?.(row) ?? '').join('\t'));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moved = nextRow(event.key, activeIndex, count, Math.max(1, Math.floor((scroller.current?.clientHeight ?? 640) / rowHeight) - 2));
    if (moved !== null) {
      event.preventDefault();
      return moveTo(moved);
    }
    const isTyping = Date.now() - typed.current.at < 800 && typed.current.text !== '';
    if (event.key === 'Enter' || (event.key === ' ' && !isTyping)) {
      event.preventDefault();
      return open(activeIndex);
    }
    if (event.key.length !== 1 || event.key === '/' || event.key === '?') return;
    event.preventDefault();
    typed.current = { text: (isTyping ? typed.current.text : '') + event.key, at: Date.now() };
    const found = findByTyping((rows ?? []).map(textOf), typed.current.text, activeIndex);
    if (found !== null) moveTo(found);
  };

  const head = (
    <div className="mv-thead" role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
      {props.columns.map((column) => (
        <HeadCell key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
      ))}
    </div>
  );

  return (
    <div className="mv-table">
      <div
        ref={scroller}
        className="mv-table-scroll"
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={count + 1}
        aria-colcount={props.columns.length}
        aria-busy={rows === undefined}
        aria-activedescendant={count > 0 ? `${gridId}-${activeIndex}` : undefined}
        onKeyDown={onKeyDown}
      >
        {head}
        {rows === undefined ? (
          <SkeletonGrid tracks={tracks} columns={props.columns.length} />
        ) : count === 0 ? (
          <div role="row">
            <div role="gridcell">{props.empty}</div>
          </div>
        ) : (
          <div role="rowgroup" style={{ blockSize: virtualizer.getTotalSize(), position: 'relative' }}>
            {inSight.map(({ index, start }) => {
              const row = rows[index];
              return (
                <div
                  key={index}
                  id={`${gridId}-${index}`}
                  role="row"
                  aria-rowindex={index + 2}
                  aria-selected={index === indexOfSelected}
                  data-tone={row === undefined ? undefined : props.tone?.(row)}
                  className={`mv-row${index === activeIndex ? ' mv-active' : ''}${props.onOpen ? ' mv-can-open' : ''}`}
                  style={{ gridTemplateColumns: tracks, transform: `translateY(${start}px)` }}
                  onClick={() => open(index)}
                >
                  {props.columns.map((column) => (
                    <div key={column.key} role="gridcell" dir="auto" className={`mv-td${column.isNumeric ? ' mv-num' : ''}`}>
                      {row === undefined ? <div className="mv-skel" /> : column.cell(row)}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        )}
      </div>
      <div className="mv-table-foot" role="status">
        <span>{rows === undefined ? t('ui.loading') : t('ui.rowCount', { count, replace: { count: format.number(count) } })}</span>
        {props.note}
      </div>
    </div>
  );
}

function HeadCell<T>({
  column,
  sort,
  onSort,
}: {
  column: Column<T>;
  sort: string | undefined;
  onSort: ((by: string) => void) | undefined;
}) {
  const { t } = useTranslation();
  const by = column.sortBy;
  const isSorted = by !== undefined && by === sort;
  return (
    <div role="columnheader" className={`mv-th${column.isNumeric ? ' mv-num' : ''}`} aria-sort={isSorted ? 'ascending' : undefined}>
      {by !== undefined && onSort ? (
        <button type="button" title={t('ui.sortBy', { column: column.head })} onClick={() => onSort(by)}>
          {column.head}
          {isSorted && <ArrowDown size={12} aria-label={t('ui.sorted')} />}
        </button>
      ) : (
        column.head
      )}
    </div>
  );
}

function SkeletonGrid({ tracks, columns }: { tracks: string; columns: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} className="mv-row" style={{ position: 'relative', gridTemplateColumns: tracks }}>
          {Array.from({ length: columns }, (_cell, column) => (
            <div key={column} className="mv-td">
              <div className="mv-skel" style={{ inlineSize: `${55 + ((row * 7 + column * 13) % 40)}%` }} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
