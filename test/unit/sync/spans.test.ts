import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSpans, look, toMark } from '../../../sync/hub/store/spans.ts';
import type { Mark, Span } from '../../../sync/hub/store/spans.ts';

const now = { epoch: 'e', run: 'r', head: 0 };
const aMark = (cursor: number) => toMark({ cursor, no: cursor % 3, kind: 'alert', topic: null, latitude: null, longitude: null });

type Act = { act: 'write'; row: number } | { act: 'read'; from: number; by: number };

test('whatever is written and read meanwhile, whoever looks finds each row that is there, once and in order', () => {
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.record({ act: fc.constant('write' as const), row: fc.nat(8) }),
    fc.record({ act: fc.constant('read' as const), from: fc.nat(60), by: fc.integer({ min: 1, max: 7 }) }),
  );
  const sizes = fc.record({ rows: fc.integer({ min: 1, max: 5 }), most: fc.integer({ min: 1, max: 20 }) });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), sizes, (acts, size) => {
      const spans = createSpans(size);
      const rows = new Map<number, number>(); // a row's newest cursor
      let head = 0;
      const readMarks = (from: number): Span => {
        const until = Math.min(spans.knownFrom(from) ?? head, head);
        const marks = [...rows.values()]
          .filter((cursor) => cursor > from && cursor <= until)
          .toSorted((a, b) => a - b)
          .slice(0, size.rows)
          .map(aMark);
        return { from, to: marks.length < size.rows ? until : marks.at(-1)!.cursor, marks };
      };
      for (const each of acts) {
        if (each.act === 'write') {
          rows.set(each.row, ++head);
          continue;
        }
        const seen: number[] = [];
        let at = Math.min(each.from, head);
        const from = at;
        while (at < head) {
          let span = spans.after(at, now);
          if (span === undefined) spans.put((span = readMarks(at)), now);
          const { found, looked, to } = look(span, at, head, { found: each.by, looked: each.by + 1 }, ({ no }) => no !== 0);
          expect(looked).toBeLessThanOrEqual(each.by + 1);
          expect(to).toBeGreaterThan(at);
          expect(to).toBeLessThanOrEqual(head);
          for (const { cursor } of found) expect(cursor > at && cursor <= to).toBe(true);
          seen.push(...found.map(({ cursor }) => cursor));
          at = to;
        }
        const there = new Set(rows.values());
        const expected = [...there].filter((cursor) => cursor > from && cursor % 3 !== 0).toSorted((a, b) => a - b);
        expect(seen.filter((cursor) => there.has(cursor))).toEqual(expected); // what is gone may be among them still
        expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 300 },
  );
});

const marksOf = (span: Span | undefined) => span?.marks.map(({ cursor }) => cursor);
const span = (from: number, to: number, ...cursors: number[]): Span => ({ from, to, marks: cursors.map(aMark) });

test('what two read at the same time is kept once', () => {
  const spans = createSpans({ rows: 2 });
  spans.put(span(10, 15, 11, 14), now);
  spans.put(span(12, 18, 14, 16, 18), now);
  spans.put(span(4, 12, 5, 11), now);
  expect(marksOf(spans.after(4, now))).toEqual([5]);
  expect(marksOf(spans.after(14, now))).toEqual([11, 14]);
  expect(marksOf(spans.after(15, now))).toEqual([16, 18]);
  expect(spans.after(18, now)).toBeUndefined();
  expect(spans.knownFrom(3)).toBe(4);
  expect(spans.knownFrom(15)).toBeNull();
});

test('what nobody asked for of late goes first, and all of it when the database began another run', () => {
  const spans = createSpans({ rows: 2, most: 4 });
  spans.put(span(0, 2, 1, 2), now);
  spans.put(span(2, 4, 3, 4), now);
  spans.after(0, now);
  spans.put(span(4, 6, 5, 6), now);
  expect([0, 2, 4].map((cursor) => spans.after(cursor, now) !== undefined)).toEqual([true, false, true]);
  expect(spans.after(0, { ...now, run: 'next' })).toBeUndefined();
  expect(spans.after(0, now)).toBeUndefined();
});

test('a row that is known to be gone is looked at and not found', () => {
  const marks: Mark[] = [aMark(1), { ...aMark(2), isGone: true }, aMark(4)];
  expect(look({ from: 0, to: 5, marks }, 0, 5, { found: 9, looked: 9 }, () => true)).toEqual({
    found: [marks[0], marks[2]],
    looked: 3,
    to: 5,
  });
});
