import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAudience } from '../../../sync/hub/audience.ts';
import { createLetters, dueRows } from '../../../sync/hub/live.ts';
import type { FreshRow } from '../../../sync/hub/store/store.ts';
import { unpackFrame } from '../../../sync/protocol/frame.ts';
import { forAll, interestFilter } from '../../../sync/protocol/interest.ts';
import type { Area } from '../../../sync/protocol/interest.ts';
import { hubFrame } from '../../../sync/protocol/messages.ts';
import { protocolVersion } from '../../../sync/protocol/version.ts';

type Reader = { facility: string; area: Area | null; items: ReadonlySet<string> | null; readTo: number | null };

const facilities = ['f0', 'f1', 'f2', 'f3', 'f4'] as const;
const items = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'] as const;
const place = fc.record({ latitude: fc.double({ min: -3, max: 3, noNaN: true }), longitude: fc.double({ min: -3, max: 3, noNaN: true }) });
const row = fc
  .record({
    facility: fc.constantFrom(...facilities),
    kind: fc.constantFrom('stock.level', 'transfer', 'ack', 'alert', 'facility.profile', 'unheard.of'),
    topic: fc.option(fc.constantFrom(forAll, ...facilities, ...items)),
    place: fc.option(place, { freq: 6 }),
  })
  .map((about): FreshRow => ({ ...about, key: 'k', payload: '{}', cursor: 0, at: '2026-11-22T08:00:00.000Z', clockSkewMs: null }));
const reader = fc.record({
  area: fc.option(fc.tuple(place, fc.double({ min: 1, max: 400, noNaN: true })).map(([at, radiusKm]) => ({ ...at, radiusKm }))),
  items: fc.option(fc.subarray([...items])),
  readTo: fc.option(fc.nat(12), { freq: 5 }),
});

test('whoever has read everything is sent exactly what a page would hold for it, whoever asks for itself nothing', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), fc.array(reader, { minLength: 5, maxLength: 5 }), (drawn, wishes) => {
      // One facility is in one place.
      const rows = drawn.map((each, index) => ({
        ...each,
        cursor: index + 1,
        place: drawn.find(({ facility }) => facility === each.facility)!.place,
      }));
      const readers = wishes.map((wish, index): Reader => ({
        ...wish,
        facility: facilities[index]!,
        items: wish.items && new Set(wish.items),
      }));
      const audience = createAudience<Reader>();
      for (const each of readers) audience.add(each);
      const named = (facility: string) => readers.find((each) => each.facility === facility);
      const due = dueRows(rows, { all: audience.of(null), near: audience.near, named });
      for (const [index, each] of readers.entries()) {
        const { area, items: chosen } = wishes[index]!;
        const wanted = interestFilter({ area, items: chosen }, each.facility);
        const isNew = (at: number) => each.readTo !== null && rows[at]!.cursor > each.readTo;
        const expected = [...rows.keys()].filter((at) => isNew(at) && rows[at]!.facility !== each.facility && wanted(rows[at]!));
        const given = due.get(each) ?? [];
        expect(given.filter((at) => rows[at]!.facility !== each.facility)).toEqual(expected);
        expect(given.every(isNew)).toBe(true);
        expect(given.toSorted((a, b) => a - b)).toEqual(given);
        if (expected.length === 0) expect(given).toEqual([]);
      }
    }),
  );
});

test('neighbours who read the same after the same get the same bytes, and a frame as the protocol has it', () => {
  const facility = '019f0000-0000-7000-8000-000000000001';
  const rows = [1, 2, 3].map((cursor) => ({
    facility,
    kind: 'stock.level',
    key: `k${cursor}`,
    payload: '{"onHand":"“3”"}',
    cursor,
    at: '2026-11-22T08:00:00.000Z',
    clockSkewMs: cursor === 2 ? 86_400_000 : null,
    topic: null,
    place: { latitude: 1, longitude: 2 },
  }));
  const letters = createLetters({ rows, progress: { epoch: 'e', run: 'r', head: 7 } }, 'sealed "so"');
  const letter = letters(0, [0, 1]);
  expect(letters(0, [0, 1])).toBe(letter);
  expect(letters(1, [1])).not.toBe(letter);
  expect(
    letters(
      0,
      Array.from({ length: 1001 }, () => 0),
    ),
  ).toBeNull();
  const text = unpackFrame(Buffer.from(letter!), typeof letter !== 'string');
  const frame = hubFrame.parse(JSON.parse(text!));
  const { clockSkewMs: _, topic: __, place: ___, ...first } = rows[0]!;
  expect(frame).toEqual({
    t: 'live',
    from: 0,
    cursor: 7,
    witness: 'sealed "so"',
    rows: [first, { ...first, key: 'k2', cursor: 2, clockSuspect: true }],
  });
  expect(protocolVersion).toBeGreaterThanOrEqual(5);
});
