import { expect, test } from 'vitest';
import { verifyLedger } from '../../../../db/verifyLedger.ts';
import { aLot, anItem, aPatient, aPrescription } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

test('takes the earliest expiry first, over two lots, in one ledger, and publishes the new level', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const late = await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const early = await aLot(clinic, { itemId, expiry: '2027-01-31', onHand: 5 });
  const medicationRequestId = await aPrescription(clinic, { itemId });
  const done = await clinic.call('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 8 }] });
  expect(done.lines[0]).toMatchObject({
    stillOwed: 13,
    picks: [
      { lotId: early, quantity: 5 },
      { lotId: late, quantity: 3 },
    ],
  });
  expect(verifyLedger(clinic.facility.raw)).toMatchObject({ ok: true });
  const published = clinic.facility.raw.prepare(`SELECT payload FROM outbox WHERE kind = 'stock.level'`).pluck().all() as string[];
  expect(published.map((text) => JSON.parse(text).onHand)).toEqual([47]); // one row: newer state replaced the older
});

test('the whole quantity ends the prescription; more is refused', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const medicationRequestId = await aPrescription(clinic, { itemId, quantity: 10 });
  const tooMuch = await clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 11 }] });
  expect(tooMuch).toMatchObject({ ok: false, error: { code: 'prescription.quantity_exceeded', data: { owed: 10 } } });
  await clinic.call('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 10 }] });
  const again = await clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 1 }] });
  expect(again).toMatchObject({ ok: false, error: { code: 'prescription.not_active', data: { status: 'completed' } } });
});

test('too little stock changes no business row, and the unmet demand is kept', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 3 });
  await aLot(clinic, { itemId, expiry: '2026-11-20', onHand: 40 });
  const medicationRequestId = await aPrescription(clinic, { itemId });
  const before = [clinic.count('stock_movement'), clinic.count('medication_dispense'), clinic.count('request_outcome')];
  const answer = await clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 8 }] });
  expect(answer).toMatchObject({ ok: false, error: { code: 'stock.insufficient', data: { wanted: 8, available: 3, expired: 40 } } });
  expect([clinic.count('stock_movement'), clinic.count('medication_dispense'), clinic.count('request_outcome')]).toEqual(before);
  expect(clinic.facility.raw.prepare('SELECT asked, given, why FROM demand_event').all()).toEqual([
    { asked: 8, given: 0, why: 'out-of-stock' },
  ]);
});

test('an expired lot is refused when it is named, on the day after its printed day and not before', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const lotId = await aLot(clinic, { itemId, expiry: '2026-11-21', onHand: 10 });
  const medicationRequestId = await aPrescription(clinic, { itemId });
  await clinic.call('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 1, lotId }] });
  clinic.clock.now = '2026-11-22T00:00:01.000Z';
  const answer = await clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 1, lotId }] });
  expect(answer).toMatchObject({ ok: false, error: { code: 'stock.lot_expired', data: { expiry: '2026-11-21' } } });
});

test('the same key twice gives once and answers the same; with another input it is refused', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const medicationRequestId = await aPrescription(clinic, { itemId });
  const dispense = (quantity: number) =>
    clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity }] }, 'double-click');
  const [first, second] = await Promise.all([dispense(5), dispense(5)]);
  expect(first).toEqual(second);
  expect(clinic.count('medication_dispense')).toBe(1);
  expect(await dispense(6)).toMatchObject({ ok: false, error: { code: 'ipc.key_reused' } });
});

test('two clerks take the last ten at once: exactly one wins', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 10 });
  const medicationRequestId = await aPrescription(clinic, { itemId });
  const answers = await Promise.all(
    [1, 2].map(() => clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 10 }] })),
  );
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(verifyLedger(clinic.facility.raw).ok).toBe(true);
});

test('a doctor may not dispense; the refusal is in the audit', async () => {
  const clinic = await testClinic();
  const medicationRequestId = await aPrescription(clinic);
  const answer = await clinic.ask('doctor', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 1 }] });
  expect(answer).toMatchObject({ ok: false, error: { code: 'auth.forbidden', data: { permission: 'MedicationDispense.create' } } });
  expect(clinic.facility.raw.prepare(`SELECT resource FROM audit_event WHERE action = 'deny'`).pluck().all()).toEqual([
    'dispensing.dispense',
  ]);
});

test('bad input names the field', async () => {
  const clinic = await testClinic();
  const medicationRequestId = await aPrescription(clinic);
  for (const quantity of [0, -1, 1.5, 1e12]) {
    const answer = await clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity }] });
    expect(answer).toMatchObject({ ok: false, error: { code: 'ipc.invalid_input', data: { path: 'lines.0.quantity' } } });
  }
});

test('at the counter the check is made again: an allergy recorded since speaks against it, the prescription itself does not', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const medicationRequestId = await aPrescription(clinic, { patientId });
  expect((await clinic.call('pharmacist', 'prescriptions.get', { medicationRequestId })).safety.findings).toEqual([]);
  await clinic.call('nurse', 'allergies.record', { patientId, substance: 'Amoxicillin', reaction: 'hives', criticality: 'high' });
  const { safety, answered } = await clinic.call('pharmacist', 'prescriptions.get', { medicationRequestId });
  expect(safety.findings).toMatchObject([{ kind: 'allergy', severity: 'stop' }]);
  expect(answered).toEqual([]);
});
