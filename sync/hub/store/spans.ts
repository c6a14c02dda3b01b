import type { About } from '../../protocol/interest.ts';
import type { Progress } from './store.ts';

/** What is known of a row without its payload. As long as its cursor stands nothing of it changes: what moves or is told anew gets another. */
export type Mark = About & {
  cursor: number;
  /** the owner's number in the database */
  no: number;
  /** another row has taken its place since */
  isGone?: true;
};
/** As a database has it. */
export type MarkOut = Pick<Mark, 'cursor' | 'no' | 'kind' | 'topic'> & { latitude: number | null; longitude: number | null };
export const toMark = ({ cursor, no, kind, topic, latitude, longitude }: MarkOut): Mark => ({
  cursor,
  no,
  kind,
  topic,
  place: latitude === null || longitude === null ? null : { latitude, longitude },
});
/** The rows after `from` up to `to`, all that there were. */
export type Span = { from: number; to: number; marks: Mark[] };

/** So many rows are read at once, and kept in all: about 20 MB. */
export const spanRows = 5000;
const mostMarks = 100_000;

/**
 * Whoever comes back asks what concerns them among the rows that came meanwhile, and these are the same rows for all: their marks are read
 * once and kept, the newest ones and those that were asked for lately.
 */
export function createSpans({ rows = spanRows, most = mostMarks } = {}) {
  let of: string | undefined;
  let spans: (Span & { usedAt: number })[] = []; // in order, none over another
  let uses = 0;
  const find = (cursor: number) => spans.find(({ from, to }) => from <= cursor && cursor < to);
  /** A database that was put back gives the same cursors to other rows. */
  function requireSame({ epoch, run }: Progress): void {
    if (of !== `${epoch} ${run}`) spans = [];
    of = `${epoch} ${run}`;
  }
  return {
    /** @returns what goes on from this cursor; undefined when it must be read first */
    after(cursor: number, now: Progress): Span | undefined {
      requireSame(now);
      const found = find(cursor);
      if (found !== undefined) found.usedAt = ++uses;
      return found;
    },
    /** Up to where reading from this cursor makes sense. */
    knownFrom: (cursor: number): number | null => spans.find(({ from }) => from > cursor)?.from ?? null,
    put(span: Span, now: Progress): void {
      requireSame(now);
      const from = find(span.from)?.to ?? span.from;
      const to = Math.min(span.to, spans.find((other) => other.from >= from)?.from ?? span.to);
      if (to <= from) return; // somebody else read it meanwhile
      const marks = span.marks.filter(({ cursor }) => cursor > from && cursor <= to);
      const before = spans.find((other) => other.to === from && other.marks.length < rows);
      if (before === undefined) {
        spans.push({ from, to, marks, usedAt: ++uses });
        spans.sort((a, b) => a.from - b.from);
      } else {
        before.marks.push(...marks);
        before.to = to;
        before.usedAt = ++uses;
      }
      for (let kept = spans.reduce((sum, other) => sum + other.marks.length, 0); kept > most && spans.length > 1;) {
        const oldest = spans.reduce((a, b) => (a.usedAt <= b.usedAt ? a : b));
        spans = spans.filter((other) => other !== oldest);
        kept -= oldest.marks.length;
      }
    },
  };
}

/** Looks at the marks after `cursor`, until it has found or looked at so many. @returns what is wanted, and up to where it looked */
export function look(
  { marks, to }: Span,
  cursor: number,
  head: number,
  most: { found: number; looked: number },
  isWanted: (mark: Mark) => boolean,
): { found: Mark[]; looked: number; to: number } {
  const found: Mark[] = [];
  let looked = 0;
  for (let index = firstAfter(marks, cursor); index < marks.length; index++) {
    const mark = marks[index]!;
    if (mark.cursor > head) break;
    looked++;
    if (mark.isGone !== true && isWanted(mark)) found.push(mark);
    if (found.length === most.found || looked === most.looked) return { found, looked, to: mark.cursor };
  }
  return { found, looked, to: Math.min(to, head) };
}

function firstAfter(marks: readonly Mark[], cursor: number): number {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]!.cursor <= cursor) low = middle + 1;
    else high = middle;
  }
  return low;
}
