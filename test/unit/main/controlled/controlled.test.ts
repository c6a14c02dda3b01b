import { expect, test } from 'vitest';
import { verifyAudit } from '../../../../db/verifyAudit.ts';
import { headVerifier } from '../../../../main/security/auditKey.ts';
import { hashPassword } from '../../../../sync/security/password.ts';
import { aLot, anItem, aPatient, aPrescription } from '../../../support/factories.ts';
import { pdfText } from '../../../support/pdf.ts';
import { rightPassword } from '../../../support/signedIn.ts';
import { cheapHashes, testClinic, type TestClinic } from '../../../support/testContext.ts';

const storeOf = (clinic: TestClinic) => clinic.facility.raw.prepare(`SELECT id FROM location WHERE kind = 'store'`).pluck().get() as string;

/** Morphine on the shelf, a prescription for ten ampoules, a manager and a pharmacist who know their password. */
async function aClinic() {
  const clinic = await testClinic();
  clinic.facility.raw
    .prepare(`UPDATE user_account SET password_hash = ? WHERE username IN ('manager', 'pharmacist', 'pharmacy-clerk')`)
    .run(await hashPassword(rightPassword, cheapHashes.password));
  const itemId = await anItem(clinic, { name: 'Morphine 10 mg ampoule', isControlled: true });
  const lotId = await aLot(clinic, { itemId, expiry: '2028-05-31', onHand: 100 });
  const patientId = await aPatient(clinic);
  const medicationRequestId = await aPrescription(clinic, { itemId, patientId, medicine: 'Morphine 10 mg ampoule', quantity: 10 });
  return { clinic, itemId, lotId, patientId, medicationRequestId, locationId: storeOf(clinic) };
}
const signed = { username: 'manager', password: rightPassword };
const registerOf = async (clinic: TestClinic, itemId: string) => (await clinic.call('manager', 'controlled.register', { itemId })).lines;

test('without a witness a controlled medicine is not handed out and nothing is written; with one it is, and the register says to whom, by whom and before whom', async () => {
  const { clinic, itemId, medicationRequestId } = await aClinic();
  const give = () => clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 10 }] });
  const refused = await give();
  expect(refused).toEqual({ ok: false, error: { code: 'controlled.witness_needed', data: { itemId, name: 'Morphine 10 mg ampoule', unit: 'capsule', quantity: 10 } } }); // prettier-ignore
  expect(clinic.count('medication_dispense')).toBe(0);
  expect(await registerOf(clinic, itemId)).toHaveLength(1);

  await clinic.call('pharmacy-clerk', 'controlled.witness', { itemId, quantity: 10, witness: signed });
  expect(await give()).toMatchObject({ ok: true });
  const lines = await registerOf(clinic, itemId);
  expect(lines.map(({ page, line, reason, quantity, balance }) => [page, line, reason, quantity, balance])).toEqual([
    [1, 1, 'receipt', 100, 100],
    [1, 2, 'dispense', -10, 90],
  ]);
  expect(lines[1]).toMatchObject({
    patient: { displayName: 'Tettebi, Kofi' },
    prescriber: 'Test doctor',
    prescriptionNumber: expect.stringMatching(/^C-/) as string,
    enteredBy: 'Test pharmacy-clerk',
    witness: 'Test manager',
    witnessBy: 'password',
    noWitnessReason: '',
  });
});

test('a signature is good for one act: this item, this quantity, this person and seat, five minutes, once', async () => {
  const { clinic, itemId, lotId, locationId } = await aClinic();
  const destroy = (role: 'pharmacy-clerk' | 'pharmacist', quantity: number) =>
    clinic.ask(role, 'inventory.adjust', { lotId, locationId, quantity, reason: 'damaged', note: 'dropped' });
  const sign = () => clinic.call('pharmacy-clerk', 'controlled.witness', { itemId, quantity: 2, witness: signed });
  const needed = { ok: false, error: { code: 'controlled.witness_needed' } };
  await sign();
  expect(await destroy('pharmacy-clerk', -3)).toMatchObject(needed);
  expect(await destroy('pharmacist', -2)).toMatchObject(needed);
  expect(await destroy('pharmacy-clerk', -2)).toMatchObject({ ok: true });
  expect(await destroy('pharmacy-clerk', -2)).toMatchObject(needed);
  await sign();
  clinic.clock.now = '2026-11-21T08:05:01.000Z';
  expect(await destroy('pharmacy-clerk', -2)).toMatchObject(needed);
});

test('out of two lots at once: one act, one signature, two lines', async () => {
  const { clinic, itemId, medicationRequestId } = await aClinic();
  await aLot(clinic, { itemId, expiry: '2027-01-31', onHand: 4 });
  await clinic.call('pharmacy-clerk', 'controlled.witness', { itemId, quantity: 10, witness: signed });
  await clinic.call('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 10 }] });
  expect((await registerOf(clinic, itemId)).slice(-2).map((line) => [line.quantity, line.balance, line.witness])).toEqual([
    [-4, 100, 'Test manager'],
    [-6, 94, 'Test manager'],
  ]);
});

test('nobody witnesses themselves; a wrong password counts against the account', async () => {
  const { clinic, itemId } = await aClinic();
  const ask = (witness: { username: string; password: string }) =>
    clinic.ask('pharmacy-clerk', 'controlled.witness', { itemId, quantity: 1, witness });
  expect(await ask({ username: 'pharmacy-clerk', password: rightPassword })).toMatchObject({
    ok: false,
    error: { code: 'controlled.own_witness' },
  });
  expect(await ask({ username: 'manager', password: 'guess' })).toMatchObject({ ok: false, error: { code: 'auth.wrong_password' } });
  expect(await ask({ username: 'nobody', password: 'guess' })).toMatchObject({ ok: false, error: { code: 'auth.wrong_password' } });
  expect(clinic.facility.raw.prepare(`SELECT failed_sign_ins FROM user_account WHERE username = 'manager'`).pluck().get()).toBe(1);
  expect(clinic.count('controlled_witness')).toBe(0);
});

test('alone at night: a reason lets it through, and it waits for somebody else to judge it', async () => {
  const { clinic, itemId, medicationRequestId } = await aClinic();
  await clinic.call('pharmacist', 'controlled.witness', { itemId, quantity: 10, witness: { nobodyBecause: 'alone on the night shift' } });
  await clinic.call('pharmacist', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 10 }] });
  const { lines } = await clinic.call('manager', 'controlled.unwitnessed', {});
  expect(lines).toMatchObject([{ noWitnessReason: 'alone on the night shift', witness: '', enteredBy: 'Test pharmacist', isOwn: false }]);
  expect(await clinic.call('manager', 'controlled.items', {})).toMatchObject({ unreviewed: 1 });
  const entryId = lines[0]!.entryId;
  const review = (role: 'pharmacist' | 'manager') => clinic.ask(role, 'controlled.review', { entryId, note: 'prescription seen' });
  expect(await review('pharmacist')).toMatchObject({ ok: false, error: { code: 'controlled.own_review' } });
  expect(await review('manager')).toMatchObject({ ok: true });
  expect(await review('manager')).toMatchObject({ ok: false, error: { code: 'controlled.reviewed' } });
  expect((await clinic.call('manager', 'controlled.unwitnessed', {})).lines).toEqual([]);
});

test('a mistake is reversed by a line that points at the wrong one, words are corrected by a further line; nothing is edited', async () => {
  const { clinic, itemId, lotId, locationId } = await aClinic();
  await clinic.call('pharmacy-clerk', 'controlled.witness', { itemId, quantity: 5, witness: signed });
  const { movementId } = await clinic.call('pharmacy-clerk', 'inventory.adjust', {
    lotId,
    locationId,
    quantity: -5,
    reason: 'damaged',
    note: 'five broken',
  });
  const reverse = () => clinic.ask('pharmacy-clerk', 'inventory.reverse', { movementId, note: 'one was whole' });
  expect(await reverse()).toMatchObject({ ok: false, error: { code: 'controlled.witness_needed' } });
  await clinic.call('pharmacy-clerk', 'controlled.witness', { itemId, quantity: 5, witness: signed });
  expect(await reverse()).toMatchObject({ ok: true });
  const before = await registerOf(clinic, itemId);
  expect(before[1]).toMatchObject({ quantity: -5, balance: 95, correctedBy: { page: 1, line: 3 } });
  expect(before[2]).toMatchObject({ quantity: 5, balance: 100, reason: 'reversal', corrects: { page: 1, line: 2 } });
  const corrected = await clinic.call('pharmacy-clerk', 'controlled.correct', {
    entryId: before[0]!.entryId,
    note: 'the supplier was Central Stores',
  });
  expect(corrected).toMatchObject({ page: 1, line: 4 });
  expect((await registerOf(clinic, itemId))[3]).toMatchObject({
    kind: 'correction',
    quantity: 0,
    balance: 100,
    corrects: { page: 1, line: 1 },
  });
  for (const change of ['UPDATE controlled_entry SET quantity = 1', 'DELETE FROM controlled_entry'])
    expect(() => clinic.facility.raw.exec(change)).toThrow(/register is never/);
});

test('pages have 25 lines, numbers go on without a gap, the balance is the ledger at each of them', async () => {
  const { clinic, itemId } = await aClinic();
  for (let n = 0; n < 30; n++) await aLot(clinic, { itemId, expiry: '2028-05-31', onHand: 1 });
  const lines = await registerOf(clinic, itemId);
  expect(lines.map(({ page, line }) => (page - 1) * 25 + line)).toEqual(Array.from({ length: 31 }, (_, n) => n + 1));
  expect(lines.map(({ balance }) => balance)).toEqual(Array.from({ length: 31 }, (_, n) => 100 + n));
});

test('an item that becomes controlled with stock on the shelf begins with what is there', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-05-31', onHand: 40 });
  clinic.facility.raw.exec('UPDATE item SET is_controlled = 1');
  await aLot(clinic, { itemId, expiry: '2028-05-31', onHand: 5 });
  expect((await registerOf(clinic, itemId)).map(({ kind, quantity, balance }) => [kind, quantity, balance])).toEqual([
    ['brought-forward', 40, 40],
    ['movement', 5, 45],
  ]);
});

test('audit verify finds a line of the register that was changed past the program, one that was torn out, one slipped in', async () => {
  const tampers = [
    'DROP TRIGGER controlled_entry_no_update; UPDATE controlled_entry SET balance = balance + 1 WHERE line = 1',
    'DROP TRIGGER controlled_entry_no_delete; DELETE FROM controlled_entry WHERE line = 2',
    `INSERT INTO controlled_entry SELECT 'slipped', item_id, page, 9, 'correction', NULL, id, 0, balance, 'x', local_date, entered_at, entered_by, NULL, 'not-needed', '' FROM controlled_entry WHERE line = 1`,
  ];
  for (const tamper of tampers) {
    const { clinic, itemId } = await aClinic();
    await aLot(clinic, { itemId, expiry: '2028-05-31', onHand: 5 });
    const verify = () => verifyAudit(clinic.facility.raw, headVerifier(clinic.facility.dataDir));
    expect(verify().ok).toBe(true);
    clinic.facility.raw.pragma('foreign_keys = OFF');
    clinic.facility.raw.exec(tamper);
    expect(verify(), tamper).toMatchObject({ ok: false, firstBad: { table: 'controlled_entry' } });
  }
});

test('the daily count: two signatures, a difference explained; due today, overdue when yesterday was left out', async () => {
  const { clinic, itemId } = await aClinic();
  const state = async () => (await clinic.call('pharmacy-clerk', 'controlled.items', {})).items[0]?.count;
  const count = (counted: number, explanation = '') =>
    clinic.ask('pharmacy-clerk', 'controlled.count', { counts: [{ itemId, counted, explanation }] });
  expect(await state()).toBe('overdue');
  expect(await count(99)).toMatchObject({ ok: false, error: { code: 'controlled.unexplained' } });
  expect(await count(99, 'one broke, not yet written')).toMatchObject({
    ok: false,
    error: { code: 'controlled.witness_needed', data: { itemId: null, quantity: 1 } },
  });
  await clinic.call('pharmacy-clerk', 'controlled.witness', { itemId: null, quantity: 1, witness: signed });
  expect(await count(99, 'one broke, not yet written')).toMatchObject({ ok: true, value: { different: 1 } });
  const { items } = await clinic.call('pharmacy-clerk', 'controlled.items', {});
  expect(items[0]).toMatchObject({
    count: 'done',
    balance: 100,
    onHand: 100,
    lastCount: { counted: 99, book: 100, countedBy: 'Test pharmacy-clerk', witness: 'Test manager' },
  });
  clinic.clock.now = '2026-11-22T08:00:00.000Z';
  expect(await state()).toBe('due');
  clinic.clock.now = '2026-11-23T08:00:00.000Z';
  expect(await state()).toBe('overdue');
});

test('an approved stock take of a controlled item is witnessed by its counter; approved by the only person there, it waits for review', async () => {
  const { clinic, itemId } = await aClinic();
  const take = async (role: 'pharmacy-clerk' | 'manager', quantity: number) => {
    const { stockTakeId } = await clinic.call(role, 'stockTakes.start', { kind: 'full', scope: {} });
    const { lines } = await clinic.call(role, 'stockTakes.sheet', { stockTakeId, round: 1 });
    await clinic.call(role, 'stockTakes.saveCounts', { stockTakeId, round: 1, counts: [{ lineId: lines[0]!.lineId, quantity }] });
    await clinic.call(role, 'stockTakes.submit', { stockTakeId, version: 1 });
    await clinic.call(role, 'stockTakes.explain', { stockTakeId, reasons: [{ lineId: lines[0]!.lineId, reason: 'damaged' }] });
    await clinic.call('manager', 'stockTakes.approve', { stockTakeId, version: 2 });
  };
  await take('pharmacy-clerk', 98);
  expect((await registerOf(clinic, itemId)).at(-1)).toMatchObject({ quantity: -2, witness: 'Test pharmacy-clerk', witnessBy: 'count' });
  clinic.facility.raw.exec(`UPDATE user_account SET is_active = 0 WHERE username <> 'manager'`);
  await take('manager', 97);
  expect((await registerOf(clinic, itemId)).at(-1)).toMatchObject({ quantity: -1, witness: '', witnessBy: 'nobody' });
});

test('the register of a restricted person says that something went out, not to whom; also on paper', async () => {
  const { clinic, itemId, medicationRequestId, patientId } = await aClinic();
  await clinic.call('pharmacy-clerk', 'controlled.witness', { itemId, quantity: 10, witness: signed });
  await clinic.call('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 10 }] });
  await clinic.call('doctor', 'sensitivity.mark', { patientId, departmentIds: [], roleCodes: ['doctor'], reason: 'asked by the person' });
  expect((await registerOf(clinic, itemId))[1]).toMatchObject({ patient: null, isRestricted: true, prescriptionNumber: '' });
  const file = await clinic.call('manager', 'controlled.export', { itemId, format: 'csv' });
  expect(Buffer.from(file.base64, 'base64').toString()).not.toContain('Tettebi');
});

test('on paper: the book across, with running balance, names and signatures; and as a file', async () => {
  const { clinic, itemId, medicationRequestId } = await aClinic();
  await clinic.call('pharmacy-clerk', 'controlled.witness', { itemId, quantity: 10, witness: signed });
  await clinic.call('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 10 }] });
  const made = await clinic.call('manager', 'controlled.export', { itemId, from: '2026-11-01', format: 'pdf' });
  const text = (await pdfText(Buffer.from(made.base64, 'base64'))).join(' ').replaceAll(/\s+/g, ' ');
  for (const words of ['Register of controlled medicines', 'Tettebi, Kofi', '1 / 2', '90', 'Test manager', 'Pharmacist'])
    expect(text).toContain(words);
  expect(made.rows).toBe(2);
  const told = clinic.facility.raw
    .prepare(`SELECT count(*) FROM audit_event WHERE action = 'print' AND resource = 'controlled_entry'`)
    .pluck()
    .get();
  expect(told).toBe(1);
  const file = await clinic.call('manager', 'controlled.export', { format: 'csv' });
  expect(Buffer.from(file.base64, 'base64').toString()).toContain('"10","90"');
  expect((await clinic.call('manager', 'controlled.export', { to: '2026-10-01', format: 'pdf' })).rows).toBe(0);
});
