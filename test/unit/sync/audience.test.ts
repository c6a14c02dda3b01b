import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAudience } from '../../../sync/hub/audience.ts';
import { createGatheredNews } from '../../../sync/hub/fanout/news.ts';
import type { Published } from '../../../sync/hub/fanout/news.ts';
import { isInside } from '../../../sync/protocol/interest.ts';
import type { Area, Place } from '../../../sync/protocol/interest.ts';

type Reader = { facility: string; area: Area | null };

/** What the index must answer, by asking everybody. */
function heardBy(readers: readonly Reader[], from: ReadonlyMap<string, Place>): string[] {
  const hears = ({ facility, area }: Reader) =>
    [...from].some(([publisher, place]) => publisher !== facility && (place === null || area === null || isInside(area, place)));
  return readers
    .filter(hears)
    .map(({ facility }) => facility)
    .sort();
}

const places = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
const nearby = fc.record({
  latitude: fc.double({ min: -1, max: 1, noNaN: true }),
  longitude: fc.oneof(fc.double({ min: 179, max: 180, noNaN: true }), fc.double({ min: -180, max: -179, noNaN: true })),
});
const place = fc.oneof(
  places,
  nearby,
  fc.record({ latitude: fc.double({ min: 88, max: 90, noNaN: true }), longitude: fc.double({ min: -180, max: 180, noNaN: true }) }),
);
const area = fc
  .tuple(place, fc.oneof(fc.double({ min: 0.1, max: 400, noNaN: true }), fc.double({ min: 400, max: 20_000, noNaN: true })))
  .map(([at, radiusKm]) => ({ ...at, radiusKm }));

test('whoever the change may concern hears of it, wherever on earth, and nobody else', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(area), { minLength: 1, maxLength: 12 }),
      fc.array(fc.tuple(fc.nat(11), fc.option(place, { freq: 10 })), { minLength: 1, maxLength: 3 }),
      fc.option(fc.tuple(fc.nat(11), fc.option(area))),
      (areas, published, moves) => {
        const readers = areas.map((each, index): Reader => ({ facility: `f${index}`, area: each }));
        const audience = createAudience<Reader>();
        for (const reader of readers) audience.add(reader);
        const gone = readers.length > 3 ? readers.pop()! : undefined;
        if (gone !== undefined) audience.remove(gone);
        const moving = moves === null ? undefined : readers[moves[0]];
        if (moving !== undefined) audience.move(moving, moves![1]);
        const from = new Map(published.map(([who, at]) => [`f${who}`, at]));
        const heard = [...audience.of(from)].map(({ facility }) => facility).sort();
        // Of several, one of which reaches everybody, its own facility may be told for nothing.
        const isLoose = from.size > 1 && [...from.values()].includes(null);
        const expected = heardBy(readers, from);
        if (isLoose) for (const facility of expected) expect(heard).toContain(facility);
        else expect(heard).toEqual(expected);
        expect([...audience.of(null)].map(({ facility }) => facility).sort()).toEqual(readers.map(({ facility }) => facility).sort());
      },
    ),
    { numRuns: 400 },
  );
});

test('what was published in a moment is told as one: the head that is furthest, everyone who is named, and once for all stays for all', () => {
  const at = { latitude: 1, longitude: 2 };
  const first = { head: 5, from: new Map([['a', null]]), to: new Set(['x']), isUrgent: false };
  const second = { head: 4, from: new Map([['a', at] as const, ['b', at] as const]), to: new Set(['y']), isUrgent: true };
  const inOne = (...all: Published[]) => {
    const gathered = createGatheredNews();
    for (const news of all) gathered.add(news);
    expect(gathered.isEmpty()).toBe(false);
    const taken = gathered.take();
    expect(gathered.isEmpty()).toBe(true);
    return taken;
  };
  expect(inOne(first)).toEqual(first);
  expect(inOne(first, second)).toEqual({
    head: 5,
    from: new Map<string, Place>([
      ['a', null],
      ['b', at],
    ]),
    to: new Set(['x', 'y']),
    isUrgent: true,
  });
  const many = new Map(Array.from({ length: 2001 }, (_, index): [string, Place] => [`f${index}`, at]));
  expect(inOne(first, { ...second, from: many }).from).toBeNull();
  expect(inOne({ ...first, from: null }, second).from).toBeNull();
});
