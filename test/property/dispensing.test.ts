import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyLedger } from '../../db/verifyLedger.ts';
import { aLot, anItem, aPatient, aPrescription } from '../support/factories.ts';
import { testClinic } from '../support/testContext.ts';

const units = fc.integer({ min: 1, max: 14 });
const which = fc.nat({ max: 5 });
const act = fc.oneof(
  fc.record({ kind: fc.constant('give' as const), quantity: units, isOther: fc.boolean(), owe: fc.boolean() }),
  fc.record({ kind: fc.constant('reverse' as const), which, quantity: fc.option(units) }),
  fc.record({ kind: fc.constant('return' as const), which, quantity: units }),
  fc.record({ kind: fc.constant('ready' as const), quantity: units }),
  fc.record({ kind: fc.constant('owe' as const) }),
  fc.record({ kind: fc.constant('release' as const) }),
);
const asked = 20;

/** Another strength: two of it for one that was asked for, so each step is told in two units. */
test('whatever is done at the desk: given less returned is what the ledger says, nothing owed is negative, never more than was prescribed', async () => {
  const clinic = await testClinic();
  const { raw } = clinic.facility;
  const product = (strength: number) => ({
    ingredients: [{ inn: 'amoxicillin', strength, unit: 'mg' }],
    form: 'capsule',
    unit: 'capsule',
    atc: null,
  });
  const itemId = await anItem(clinic, { product: product(500) });
  const other = await anItem(clinic, { name: 'Amoxicillin 250 mg capsule', product: product(250) });
  for (const each of [itemId, other]) {
    await aLot(clinic, { itemId: each, expiry: '2027-01-31', onHand: 50, lotNumber: 'first' });
    await aLot(clinic, { itemId: each, expiry: '2028-01-31', onHand: 5_000_000, lotNumber: 'second' });
  }
  const one = <T>(sql: string, ...values: unknown[]) =>
    raw
      .prepare(sql)
      .pluck()
      .get(...values) as T;
  const people: string[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 9 }), async (acts) => {
      const patientId = await aPatient(clinic, { familyName: `Invented${people.length}`, differentFrom: people });
      people.push(patientId);
      const medicationRequestId = await aPrescription(clinic, { patientId, itemId, quantity: asked });
      /** as it should be: of what was asked for, by dispense */
      const given: { id: string; rate: number; quantity: number; returned: number }[] = [];
      const dispensed = () => given.reduce((sum, each) => sum + each.quantity, 0);
      for (const next of acts) {
        if (next.kind === 'give') {
          const substitute = next.isOther ? { substitute: { itemId: other, reason: 'no 500 mg', directions: '2 capsules' } } : {};
          const line = { medicationRequestId, quantity: next.quantity, owe: next.owe, dispensedBefore: dispensed(), ...substitute };
          const answer = await clinic.ask('pharmacist', 'dispensing.dispense', { lines: [line] });
          expect(answer.ok).toBe(next.quantity <= asked - dispensed());
          if (answer.ok)
            given.push({
              id: answer.value.lines[0]!.medicationDispenseId,
              rate: next.isOther ? 2 : 1,
              quantity: next.quantity,
              returned: 0,
            });
        } else if (next.kind === 'reverse' || next.kind === 'return') {
          const of = given[next.which % Math.max(1, given.length)];
          if (!of) continue;
          const kept = of.quantity - Math.ceil(of.returned / of.rate);
          if (next.kind === 'reverse') {
            const said = next.quantity === null ? {} : { quantity: next.quantity };
            const answer = await clinic.ask('pharmacist', 'dispensing.reverse', {
              medicationDispenseId: of.id,
              reason: 'never left',
              ...said,
            });
            const taken = next.quantity ?? kept;
            expect(answer.ok).toBe(taken > 0 && taken <= kept);
            if (answer.ok) of.quantity -= taken;
          } else {
            const answer = await clinic.ask('pharmacist', 'dispensing.takeBack', {
              medicationDispenseId: of.id,
              quantity: next.quantity,
              reason: 'not needed',
            });
            expect(answer.ok).toBe(next.quantity <= of.quantity * of.rate - of.returned);
            if (answer.ok) of.returned += next.quantity;
          }
        } else if (next.kind === 'ready') {
          const answer = await clinic.ask('pharmacist', 'dispensing.setReady', { medicationRequestId, quantity: next.quantity });
          expect(answer.ok).toBe(next.quantity <= asked - dispensed());
        } else if (next.kind === 'owe') await clinic.ask('pharmacist', 'dispensing.owe', { medicationRequestId });
        else await clinic.ask('pharmacist', 'dispensing.release', { medicationRequestId });

        expect(one('SELECT coalesce(sum(quantity), 0) FROM medication_dispense WHERE medication_request_id = ?', medicationRequestId)).toBe(
          dispensed(),
        );
        expect(dispensed()).toBeLessThanOrEqual(asked);
        expect(one('SELECT status FROM medication_request WHERE id = ?', medicationRequestId)).toBe(
          dispensed() === asked ? 'completed' : 'active',
        );
        for (const each of given) {
          const out = `SELECT coalesce(-sum(quantity), 0) FROM stock_movement WHERE ref_id = ? AND reason IN ('dispense', 'reversal')`;
          expect(one(out, each.id)).toBe(each.quantity * each.rate);
          expect(one(`SELECT coalesce(sum(quantity), 0) FROM stock_movement WHERE ref_id = ? AND reason = 'return'`, each.id)).toBe(
            each.returned,
          );
        }
        const setAside = one<number>(
          `SELECT coalesce((SELECT set_aside FROM dispense_task WHERE medication_request_id = ?), 0)`,
          medicationRequestId,
        );
        const reserved = `SELECT coalesce(sum(s.quantity), 0) FROM stock_reservation s JOIN dispense_task t ON t.id = s.ref_id
                          WHERE t.medication_request_id = ? AND s.released_at IS NULL`;
        expect(one(reserved, medicationRequestId)).toBe(setAside);
      }
      await clinic.ask('pharmacist', 'dispensing.release', { medicationRequestId });
    }),
    { numRuns: 12 },
  );
  expect(verifyLedger(raw)).toMatchObject({ ok: true });
});
