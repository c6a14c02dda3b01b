import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CountLine } from '../../../preload/contract/stockTakes.ts';
import { useFormat } from '../../lib/format.ts';
import { Tag } from '../../ui/index.ts';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { inPacks, parseCount } from './parseCount.ts';

type Props = {
  lines: readonly CountLine[];
  isBlind: boolean;
  /** what somebody else counted meanwhile, by line */
  taken: ReadonlyMap<string, { quantity: number; by: string }>;
  onCount: (line: CountLine, quantity: number | null) => void;
  empty: ReactNode;
};
const rowHeight = 36;

/** A sheet of any length by keyboard: type, Enter goes down, arrows and Page move, Esc takes back what is half typed. */
export function CountGrid({ lines, isBlind, taken, onCount, empty }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const fields = useRef(new Map<number, HTMLInputElement>());
  const wanted = useRef<number | null>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollPaddingStart: rowHeight,
    scrollPaddingEnd: rowHeight,
    initialRect: { width: 1000, height: 560 },
  });
  const goTo = (index: number) => {
    const target = Math.min(lines.length - 1, Math.max(0, index));
    virtualizer.scrollToIndex(target, { align: 'auto' });
    const field = fields.current.get(target);
    if (field) return field.focus();
    wanted.current = target; // it is drawn by the next frame
  };
  const first = lines.findIndex((line) => line.quantity === null && !line.isOthers);
  const isEmpty = lines.length === 0;
  useEffect(() => {
    if (!isEmpty) goTo(Math.max(0, first));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once: the focus is the counter's afterwards
  }, [isEmpty]);

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 560) / rowHeight) - 2);
    const steps: Record<string, number> = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    goTo(index + step);
  };
  const heads = ['place', 'item', 'lot', 'expiry', 'pack', ...(isBlind ? [] : (['book'] as const)), 'counted', 'is', 'state'] as const;
  return (
    <div className="mv-table">
      <div
        ref={scroller}
        className="mv-table-scroll"
        role="table"
        aria-label={t('stockTakes.sheet.label')}
        aria-rowcount={lines.length + 1}
        aria-colcount={heads.length}
      >
        <div className={`mv-thead mv-count-row${isBlind ? ' mv-count-blind' : ''}`} role="row" aria-rowindex={1}>
          {heads.map((head) => (
            <div
              key={head}
              role="columnheader"
              className={`mv-th${head === 'book' || head === 'pack' || head === 'counted' ? ' mv-num' : ''}`}
            >
              {t(`stockTakes.sheet.column.${head}`)}
            </div>
          ))}
        </div>
        {isEmpty && (
          <div role="row">
            <div role="cell">{empty}</div>
          </div>
        )}
        <div role="rowgroup" style={{ blockSize: virtualizer.getTotalSize(), position: 'relative' }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const line = lines[index]!;
            return (
              <div
                key={line.lineId}
                role="row"
                aria-rowindex={index + 2}
                className={`mv-row mv-count-row${isBlind ? ' mv-count-blind' : ''}`}
                style={{ transform: `translateY(${start}px)`, blockSize: rowHeight }}
              >
                <CountCells
                  line={line}
                  isBlind={isBlind}
                  taken={taken.get(line.lineId)}
                  onCount={(quantity) => onCount(line, quantity)}
                  onKeyDown={(event) => onKeyDown(event, index)}
                  hold={(field) => {
                    if (!field) return void fields.current.delete(index);
                    fields.current.set(index, field);
                    if (wanted.current !== index) return;
                    wanted.current = null;
                    field.focus();
                  }}
                />
              </div>
            );
          })}
        </div>
      </div>
      <div className="mv-table-foot">
        <span>{t('ui.rowCount', { count: lines.length, replace: { count: format.number(lines.length) } })}</span>
        <span>{t('stockTakes.sheet.hint')}</span>
      </div>
    </div>
  );
}

function CountCells(props: {
  line: CountLine;
  isBlind: boolean;
  taken: { quantity: number; by: string } | undefined;
  onCount: (quantity: number | null) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  hold: (field: HTMLInputElement | null) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const { line, taken, isBlind, onCount, onKeyDown, hold } = props;
  const stored = line.quantity === null || line.needsRecount ? '' : String(line.quantity);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? stored;
  const quantity = text.trim() === '' ? null : parseCount(text, line.packSize);
  const isWrong = text.trim() !== '' && quantity === null;
  const item = medicineWords(line);
  const write = (next: string) => {
    setTyped(next);
    const parsed = next.trim() === '' ? null : parseCount(next, line.packSize);
    onCount(parsed); // what is no quantity is none: the figure before it does not stay
  };
  return (
    <>
      <div role="cell" className="mv-td">
        {line.locationName}
      </div>
      <div role="cell" className="mv-td mv-strong" title={item}>
        {item}
      </div>
      <div role="cell" className="mv-td">
        {line.lotNumber}
      </div>
      <div role="cell" className="mv-td">
        {line.expiry === null ? '–' : format.day(line.expiry)}
      </div>
      <div role="cell" className="mv-td mv-num">
        {format.number(line.packSize)}
      </div>
      {!isBlind && (
        <div role="cell" className="mv-td mv-num">
          {line.book === null ? '–' : format.number(line.book)}
        </div>
      )}
      <div role="cell" className="mv-td">
        <input
          ref={hold}
          className="mv-count-field"
          inputMode="numeric"
          autoComplete="off"
          aria-label={t('stockTakes.sheet.field', { item, lot: line.lotNumber, place: line.locationName })}
          aria-invalid={isWrong}
          disabled={line.isOthers}
          value={text}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => write(event.currentTarget.value)}
          onBlur={() => !isWrong && typed !== null && quantity === line.quantity && !line.needsRecount && setTyped(null)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && typed !== null) {
              event.stopPropagation();
              write(stored);
            } else onKeyDown(event);
          }}
        />
      </div>
      <div role="cell" className="mv-td mv-muted">
        {isWrong ? (
          <Tag tone="red">{t('stockTakes.sheet.wrong')}</Tag>
        ) : (
          quantity !== null && <CountWords quantity={quantity} line={line} units={units} />
        )}
      </div>
      <div role="cell" className="mv-td">
        {taken ? (
          <Tag tone="amber">{t('stockTakes.sheet.takenBy', { by: taken.by, quantity: format.number(taken.quantity) })}</Tag>
        ) : line.isOthers ? (
          <span className="mv-muted">{t('stockTakes.sheet.othersRound')}</span>
        ) : line.needsRecount && typed === null ? (
          <Tag tone="amber">{t('stockTakes.sheet.recount')}</Tag>
        ) : line.isFound ? (
          <Tag tone="blue">{t('stockTakes.sheet.found')}</Tag>
        ) : (
          line.quantity !== null && <span className="mv-muted">{line.countedBy}</span>
        )}
      </div>
    </>
  );
}

/** What was typed, shown back: units, and packs where there are some. */
function CountWords({ quantity, line, units }: { quantity: number; line: CountLine; units: ReturnType<typeof useUnits> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { packs, loose } = inPacks(quantity, line.packSize);
  const parts = [
    units.count(quantity, line.unit),
    line.packSize > 1 &&
      packs > 0 &&
      (loose === 0
        ? t('stockTakes.sheet.packs', { count: packs })
        : t('stockTakes.sheet.packsAnd', { count: packs, loose: format.number(loose) })),
  ];
  return parts.filter(Boolean).join(' = ');
}
