import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyLedger } from '../../db/verifyLedger.ts';
import { anItem } from '../support/factories.ts';
import { testClinic } from '../support/testContext.ts';

const step = fc.oneof(
  fc.record({ kind: fc.constant('receive' as const), lot: fc.integer({ min: 0, max: 3 }), quantity: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ kind: fc.constant('adjust' as const), lot: fc.integer({ min: 0, max: 3 }), quantity: fc.integer({ min: -250, max: 100 }) }),
  fc.record({ kind: fc.constant('reverse' as const), nth: fc.nat(30) }),
);

test('balance and ledger agree after any history, and no step leaves stock under zero', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const clinic = await testClinic();
      const itemId = await anItem(clinic);
      const store = clinic.facility.raw.prepare('SELECT id FROM location').pluck().get() as string;
      const lots = new Map<number, string>();
      const movements: string[] = [];
      for (const next of steps) {
        if (next.kind === 'receive') {
          const done = await clinic.call('pharmacy-clerk', 'inventory.receive', {
            itemId,
            lotNumber: `L${next.lot}`,
            expiry: `2028-0${next.lot + 1}-01`,
            quantity: next.quantity,
          });
          lots.set(next.lot, done.lotId);
          movements.push(done.movementId);
        } else if (next.kind === 'adjust') {
          const lotId = lots.get(next.lot);
          if (lotId === undefined) continue;
          const done = await clinic.ask('pharmacy-clerk', 'inventory.adjust', {
            lotId,
            locationId: store,
            quantity: next.quantity,
            reason: 'adjustment',
            note: 'counted again',
          });
          if (done.ok) movements.push(done.value.movementId);
          else expect(['stock.insufficient', 'ipc.invalid_input']).toContain(done.error.code);
        } else {
          const movementId = movements[next.nth % Math.max(1, movements.length)];
          if (movementId === undefined) continue;
          const done = await clinic.ask('pharmacy-clerk', 'inventory.reverse', { movementId, note: 'typed twice' });
          if (!done.ok) expect(['stock.insufficient', 'stock.already_reversed']).toContain(done.error.code);
        }
        expect(verifyLedger(clinic.facility.raw).ok).toBe(true);
      }
      expect(clinic.facility.raw.prepare('SELECT count(*) FROM stock_balance WHERE on_hand < 0').pluck().get()).toBe(0);
      await clinic.host.close();
    }),
    { numRuns: 15 },
  );
});
