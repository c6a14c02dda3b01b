import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyLedger } from '../../db/verifyLedger.ts';
import { aLot, anItem } from '../support/factories.ts';
import { testClinic, type TestClinic } from '../support/testContext.ts';

const lots = 3;
const lot = fc.integer({ min: 0, max: lots - 1 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('out' as const), lot, quantity: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('in' as const), lot, quantity: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('reverse' as const), nth: fc.nat(9) }),
  fc.record({ kind: fc.constant('count' as const), lot, off: fc.integer({ min: -5, max: 5 }) }),
);

/** What a person with eyes finds on the shelf, whatever the book says. */
type Shelf = { onShelf: number[]; lotIds: string[] };

test('after approval the ledger is what lies on the shelf, for any interleaving of counting with what goes in and out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 18 }), fc.constantFrom<1 | 2>(1, 2), async (steps, counters) => {
      const clinic = await testClinic();
      const itemId = await anItem(clinic);
      const shelf: Shelf = { onShelf: [100, 100, 100], lotIds: [] };
      for (let at = 0; at < lots; at++) shelf.lotIds.push(await aLot(clinic, { itemId, expiry: `2028-0${at + 1}-28`, onHand: 100 }));
      const locationId = clinic.facility.raw.prepare(`SELECT id FROM location WHERE kind = 'store'`).pluck().get() as string;
      // before it began, each shelf was wrong already by something that nobody wrote down
      const { stockTakeId } = await clinic.call('pharmacy-clerk', 'stockTakes.start', { kind: 'full', scope: {}, counters });
      const moved: { movementId: string; lot: number; quantity: number }[] = [];
      for (const next of steps) {
        if (next.kind === 'count') {
          shelf.onShelf[next.lot]! = Math.max(0, shelf.onShelf[next.lot]! + next.off); // unrecorded, just before the counter comes by
          await countAll(clinic, stockTakeId, shelf, counters, next.lot);
          continue;
        }
        if (next.kind === 'reverse') {
          const [wrong] = moved.splice(next.nth % Math.max(1, moved.length), 1);
          if (!wrong) continue;
          const done = await clinic.ask('pharmacy-clerk', 'inventory.reverse', { movementId: wrong.movementId, note: 'typed twice' });
          if (done.ok) shelf.onShelf[wrong.lot]! = Math.max(0, shelf.onShelf[wrong.lot]! - wrong.quantity);
          continue;
        }
        const quantity = next.kind === 'out' ? -Math.min(next.quantity, shelf.onShelf[next.lot]!) : next.quantity;
        if (quantity === 0) continue;
        const reason = quantity < 0 ? ('damaged' as const) : ('adjustment' as const);
        const done = await clinic.ask('pharmacy-clerk', 'inventory.adjust', {
          lotId: shelf.lotIds[next.lot]!,
          locationId,
          quantity,
          reason,
          note: 'as it went',
        });
        if (!done.ok) continue; // the book has less than the shelf: it could not be written, so it did not happen
        shelf.onShelf[next.lot]! += quantity;
        moved.push({ movementId: done.value.movementId, lot: next.lot, quantity });
      }
      await countAll(clinic, stockTakeId, shelf, counters);
      await approve(clinic, stockTakeId);
      const ledger = shelf.lotIds.map((lotId) =>
        clinic.facility.raw.prepare('SELECT on_hand FROM stock_balance WHERE lot_id = ?').pluck().get(lotId),
      );
      expect(ledger).toEqual(shelf.onShelf);
      expect(verifyLedger(clinic.facility.raw).ok).toBe(true);
      await clinic.host.close();
    }),
    { numRuns: 12 },
  );
}, 600_000);

/** Each round by another person; without `only`, whatever is still open, until nothing is. */
async function countAll(clinic: TestClinic, stockTakeId: string, shelf: Shelf, counters: 1 | 2, only?: number): Promise<void> {
  const rounds = counters === 1 ? ([[1, 'pharmacy-clerk']] as const) : ([[1, 'pharmacy-clerk'], [2, 'manager'], [3, 'pharmacist']] as const); // prettier-ignore
  for (const [round, role] of rounds) {
    const { lines } = await clinic.call(role, 'stockTakes.sheet', { stockTakeId, round });
    const open = lines.filter((line) =>
      only === undefined ? line.quantity === null || line.needsRecount : numberOf(line.lotNumber) === only,
    );
    const counts = open.map((line) => ({ lineId: line.lineId, quantity: shelf.onShelf[numberOf(line.lotNumber)]!, seen: line.quantity }));
    if (counts.length > 0) await clinic.call(role, 'stockTakes.saveCounts', { stockTakeId, round, counts });
  }
}

const numberOf = (lotNumber: string) => Number(lotNumber.slice('LOT-2028-0'.length, 'LOT-2028-0'.length + 1)) - 1;

async function approve(clinic: TestClinic, stockTakeId: string): Promise<void> {
  const first = await clinic.call('pharmacist', 'stockTakes.sheet', { stockTakeId, round: 1 });
  await clinic.call('pharmacy-clerk', 'stockTakes.submit', { stockTakeId, version: first.stockTake.version });
  const { lines, stockTake } = await clinic.call('pharmacist', 'stockTakes.variances', { stockTakeId });
  const reasons = lines.map((line) => ({ lineId: line.lineId, reason: 'unknown' as const }));
  if (reasons.length > 0) await clinic.call('pharmacy-clerk', 'stockTakes.explain', { stockTakeId, reasons });
  // nobody of these three counted nothing: an auditor's right is given to somebody who did not
  clinic.facility.raw.exec(
    `INSERT INTO user_role (id, user_id, role_code) SELECT 'lent', id, 'manager' FROM user_account WHERE username = 'administrator'`,
  );
  const done = await clinic.ask('administrator', 'stockTakes.approve', { stockTakeId, version: stockTake.version });
  expect(done).toMatchObject({ ok: true });
}
