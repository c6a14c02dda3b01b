import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import type { Database as SqliteFile } from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storeOn } from '../../sync/hub/store/sqlite.ts';
import { migrateHub } from '../../sync/hub/store/sqliteSchema.ts';
import type { CheckedChange } from '../../sync/hub/store/store.ts';
import { sha256Hex } from '../../sync/security/tokens.ts';

/** What is drawn of a batch: the next numbers or, now and then, ones that were said before or are still to come. */
const aBatch = fc.record({
  size: fc.integer({ min: 1, max: 90 }),
  back: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -30, max: 60 })),
  days: fc.integer({ min: 0, max: 1 }),
  keys: fc.integer({ min: 1, max: 200 }),
  refused: fc.option(fc.nat(89), { nil: -1 }),
});
type Drawn = { size: number; back: number; days: number; keys: number; refused: number };

/** One number always carries the same row, whichever batch brings it. */
function changesOf(batches: readonly Drawn[]): { at: string; changes: CheckedChange[] }[] {
  let next = 1;
  let day = 10;
  const keys = new Map<number, CheckedChange>();
  return batches.map(({ size, back, days, keys: most, refused }) => {
    const first = Math.max(1, next - back);
    const changes = Array.from({ length: size }, (_, index) => {
      const number = first + index;
      const payload = `{"onHand":${number}}`;
      const key = `item ${(number * 7919) % most}`;
      const row = {
        number,
        kind: number % 9 === 0 ? 'alert' : 'stock.level',
        key,
        payload,
        sha256: sha256Hex(payload),
        topic: `${number % 3}`,
      };
      const change: CheckedChange = index === refused ? { ...row, refused: 'hub.not_owner' } : row;
      if (!keys.has(number)) keys.set(number, change);
      return keys.get(number)!;
    });
    next = Math.max(next, first + size);
    day += days;
    return { at: `2026-11-${day}T08:00:00.000Z`, changes };
  });
}

async function keptBy(work: (keep: (changes: CheckedChange[], at: string) => Promise<number>) => Promise<void>): Promise<unknown> {
  const file = new Sqlite(':memory:');
  migrateHub(file);
  const store = storeOn(file, 'Hub', (soon) => soon());
  const id = randomUUID();
  const at = '2026-11-01T08:00:00.000Z';
  await store.addCode({ id: 'code', proofKey: '', createdAt: at, expiresAt: at, usedAt: null, replaces: null });
  await store.enrol({ id, code: 'AAAAAA', name: 'A', epoch: id, publicKey: 'key' }, 'code', at);
  await work(async (changes, now) => (await store.keepOnce(id, changes, now)).through);
  const kept = contentOf(file);
  await store.close();
  return kept;
}

const contentOf = (file: SqliteFile) =>
  [
    'SELECT * FROM kept',
    'SELECT * FROM state ORDER BY cursor',
    'SELECT * FROM state_day',
    'SELECT * FROM refused',
    `SELECT head, (SELECT max(acknowledged_through) FROM facility) FROM identity`,
  ].map((sql) => file.prepare(sql).all());

test('a batch leaves on the hub what its rows leave one by one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aBatch, { minLength: 1, maxLength: 5 }), async (drawn) => {
      const batches = changesOf(drawn.map((each, index) => (index === 0 ? { ...each, back: 0 } : each)));
      const through: number[] = [];
      const together = await keptBy(async (keep) => {
        for (const { changes, at } of batches) through.push(await keep(changes, at));
      });
      const oneByOne = await keptBy(async (keep) => {
        for (const [index, { changes, at }] of batches.entries()) {
          let last = 0;
          for (const change of changes) last = await keep([change], at);
          expect(last).toBe(through[index]);
        }
      });
      expect(together).toEqual(oneByOne);
    }),
    { numRuns: 40 },
  );
});
