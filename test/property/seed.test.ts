import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHubLink } from '../../sync/client/hubLink.ts';
import { openSqliteStore } from '../../sync/hub/store/sqlite.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { aFacility } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';
import { aStick } from '../support/sync/seed.ts';

const who = fc.constantFrom(0, 1);
const step = fc.oneof(
  fc.record({ do: fc.constant('stock' as const), who, item: fc.constantFrom('a', 'b', 'c'), onHand: fc.nat(50) }),
  fc.record({ do: fc.constant('write' as const), who }),
  // of all files that were ever written or answered any one, again and again, in any order
  fc.record({ do: fc.constant('exchange' as const), which: fc.nat(40) }),
  fc.record({ do: fc.constant('load' as const), which: fc.nat(40) }),
  fc.record({ do: fc.constant('restart hub' as const) }),
);

test('whatever is carried, lost, repeated or swapped: in the end both know the other’s newest state, and no number was used twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const folder = mkdtempSync(join(tmpdir(), 'medvault-seeds-'));
      let store = openSqliteStore(folder, 'Hub');
      const facilities = [aFacility('A'), aFacility('B')] as const;
      const stick = aStick(folder);
      const files: string[] = [];
      const answers: { of: TestFacility; path: string }[] = [];
      const owner = new Map<string, TestFacility>();
      try {
        for (const facility of facilities) await stick.join(facility, store);
        for (const each of steps) {
          if (each.do === 'stock') facilities[each.who]!.setStock(each.item, each.onHand);
          else if (each.do === 'write') {
            const path = await stick.write(facilities[each.who]!);
            owner.set(path, facilities[each.who]!);
            files.push(path);
          } else if (each.do === 'exchange' && files.length > 0) {
            const path = files[each.which % files.length]!;
            answers.push({ of: owner.get(path)!, path: (await stick.exchange(store, path)).answer });
          } else if (each.do === 'load' && answers.length > 0) {
            const { of, path } = answers[each.which % answers.length]!;
            const before = readHubLink(of.raw)!;
            await stick.load(of, path);
            const after = readHubLink(of.raw)!;
            expect(after.cursor).toBeGreaterThanOrEqual(before.cursor);
            expect(after.acknowledged_through).toBeGreaterThanOrEqual(before.acknowledged_through);
          } else if (each.do === 'restart hub') {
            await store.close();
            store = openSqliteStore(folder);
          }
        }
        for (const facility of [...facilities, ...facilities]) await stick.walk(facility, store);
        for (const [one, other] of [facilities, [facilities[1], facilities[0]]] as const) {
          expect(one.sees(other)).toEqual(Object.fromEntries([...other.stock].sort(([a], [b]) => (a < b ? -1 : 1))));
          expect(one.outbox()).toEqual([]);
          expect(one.quarantine()).toEqual([]);
          const { acknowledgedThrough, highestNumber } = (await store.findFacility(one.facility.id))!;
          expect(highestNumber).toBe(acknowledgedThrough);
          expect(readHubLink(one.raw)).toMatchObject({ acknowledged_through: acknowledgedThrough, next_number: acknowledgedThrough + 1 });
        }
      } catch (error) {
        throw error instanceof AppError ? new Error(`${error.code} ${JSON.stringify(error.data)}`) : error;
      } finally {
        await store.close();
        for (const { raw } of facilities) raw.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 6 },
  );
});
