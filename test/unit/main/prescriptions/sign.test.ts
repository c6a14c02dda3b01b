import { expect, test } from 'vitest';
import { hashPassword } from '../../../../sync/security/password.ts';
import { aLot, anItem, aPatient, aPrescription, signed } from '../../../support/factories.ts';
import { askAt, callAt, clinicWithPasswords, rightPassword, signedInSeat } from '../../../support/signedIn.ts';
import { cheapHashes, doctorsPassword, testClinic, type TestClinic } from '../../../support/testContext.ts';

const order = { medicine: 'Amoxicillin 500 mg capsule', directions: '1 capsule three times a day', quantity: 21 };
const draft = async (clinic: TestClinic, patientId: string, more: object = {}) => {
  const { medicationRequestId } = await clinic.call('doctor', 'prescriptions.prescribe', { ...order, patientId, ...more });
  return medicationRequestId;
};
const lineOf = async (clinic: TestClinic, patientId: string, medicationRequestId: string) => {
  const { lines } = await clinic.call('doctor', 'prescriptions.ofPatient', { patientId });
  const line = lines.find((one) => one.medicationRequestId === medicationRequestId);
  if (!line) throw new Error('the line is not there');
  return line;
};
const signWith = async (clinic: TestClinic, patientId: string, ids: readonly string[], password = doctorsPassword) => {
  const lines = [];
  for (const medicationRequestId of ids) {
    const { version } = await lineOf(clinic, patientId, medicationRequestId);
    lines.push({ medicationRequestId, version });
  }
  return clinic.ask('doctor', 'prescriptions.sign', { patientId, lines, secret: { password } });
};

test('nothing is handed out before it is signed; lines of one visit stand under one number and are signed together', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const first = await draft(clinic, patientId, { itemId });
  const second = await draft(clinic, patientId, { medicine: 'Paracetamol 500 mg tablet', directions: '1 tablet twice a day' });
  const give = () => clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId: first, quantity: 21 }] });
  expect(await give()).toMatchObject({ ok: false });
  expect(await clinic.ask('pharmacist', 'prescriptions.get', { medicationRequestId: first })).toMatchObject({
    error: { code: 'not_found' },
  });
  const { lines } = await clinic.call('pharmacist', 'prescriptions.ofPatient', { patientId });
  expect(lines, 'a draft is its writer’s').toEqual([]);

  expect(await signWith(clinic, patientId, [first]), 'a line that was not seen is not signed').toMatchObject({
    error: { code: 'version.conflict' },
  });
  expect(await signWith(clinic, patientId, [first, second], 'wrong')).toMatchObject({ error: { code: 'auth.wrong_password' } });
  const done = await signWith(clinic, patientId, [first, second]);
  const line = await lineOf(clinic, patientId, first);
  expect(done).toMatchObject({ ok: true, value: { signed: [{ prescriptionId: line.prescriptionId, number: line.number, lines: 2 }] } });
  expect(await signWith(clinic, patientId, [first, second]), 'the same click twice').toMatchObject({ ok: true, value: { signed: [] } });
  expect(line).toMatchObject({ status: 'active', signedAt: clinic.clock.now });
  expect(await give()).toMatchObject({ ok: true });
  const { events } = await clinic.call('doctor', 'prescriptions.history', { medicationRequestId: first });
  expect(events.map(({ from, to }) => [from, to])).toEqual([
    [null, 'draft'],
    ['draft', 'active'],
    ['active', 'completed'],
  ]);
  const kept = clinic.facility.raw.prepare('SELECT signed_with, content_sha256 FROM prescription').get();
  expect(kept).toEqual({ signed_with: 'password', content_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('the PIN signs where the session lives; wrong ones count as at the lock, then only the password does', async () => {
  const clinic = await clinicWithPasswords();
  const seat = await signedInSeat(clinic);
  const patientId = await aPatient(clinic);
  const hash = await hashPassword('271828', cheapHashes.pin);
  const { medicationRequestId } = await callAt(clinic, seat, 'prescriptions.prescribe', { ...order, patientId });
  expect((await callAt(clinic, seat, 'prescriptions.ofPatient', { patientId })).canUsePin).toBe(false);
  const sign = (secret: { pin: string } | { password: string }) =>
    askAt(clinic, seat, 'prescriptions.sign', { patientId, lines: [{ medicationRequestId, version: 1 }], secret });
  expect(await sign({ pin: '271828' }), 'no PIN is set').toMatchObject({ error: { code: 'auth.password_needed' } });
  const userId = seat.user?.userId ?? '';
  clinic.facility.raw
    .prepare('INSERT INTO credential (user_id, pin_hash) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET pin_hash = excluded.pin_hash')
    .run(userId, hash);
  expect((await callAt(clinic, seat, 'prescriptions.ofPatient', { patientId })).canUsePin).toBe(true);
  for (const left of [4, 3, 2, 1])
    expect(await sign({ pin: '111112' })).toMatchObject({ error: { code: 'auth.wrong_pin', data: { left } } });
  expect(await sign({ pin: '111112' })).toMatchObject({ error: { code: 'auth.password_needed' } });
  expect(await sign({ pin: '271828' }), 'even the right one').toMatchObject({ error: { code: 'auth.password_needed' } });
  expect(await askAt(clinic, seat, 'session.unlock', { pin: '271828' }), 'at the lock too').toMatchObject({
    error: { code: 'auth.password_needed' },
  });
  expect(await sign({ password: rightPassword })).toMatchObject({ ok: true });
});

test('a right PIN signs and forgives the wrong ones before it', async () => {
  const clinic = await clinicWithPasswords();
  const seat = await signedInSeat(clinic);
  const patientId = await aPatient(clinic);
  clinic.facility.raw.prepare('INSERT INTO credential (user_id, pin_hash) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET pin_hash = excluded.pin_hash').run(seat.user?.userId, await hashPassword('271828', cheapHashes.pin)); // prettier-ignore
  for (let round = 0; round < 3; round++) {
    const { medicationRequestId } = await callAt(clinic, seat, 'prescriptions.prescribe', {
      ...order,
      medicine: `Zorbuline ${round + 1} mg`,
      patientId,
    });
    const sign = (pin: string) =>
      askAt(clinic, seat, 'prescriptions.sign', { patientId, lines: [{ medicationRequestId, version: 1 }], secret: { pin } });
    for (let wrong = 0; wrong < 4; wrong++) expect((await sign('111112')).ok).toBe(false);
    expect(await sign('271828')).toMatchObject({ ok: true });
  }
});

test('only the writer signs and changes a draft; a signed line is changed by nobody', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const medicationRequestId = await draft(clinic, patientId);
  const others = { patientId, medicationRequestId, ...order, quantity: 7 };
  clinic.facility.raw.prepare(`UPDATE user_account SET password_hash = (SELECT password_hash FROM user_account WHERE username = 'doctor') WHERE username = 'department-head'`).run(); // prettier-ignore
  expect(await clinic.ask('department-head', 'prescriptions.prescribe', others)).toMatchObject({
    error: { code: 'prescription.not_yours' },
  });
  const lines = [{ medicationRequestId, version: 1 }];
  expect(
    await clinic.ask('department-head', 'prescriptions.sign', { patientId, lines, secret: { password: doctorsPassword } }),
  ).toMatchObject({ error: { code: 'prescription.not_yours' } });
  expect(await clinic.ask('department-head', 'prescriptions.change', { medicationRequestId, act: 'cancel' })).toMatchObject({
    error: { code: 'prescription.not_yours' },
  });
  await clinic.call('doctor', 'prescriptions.prescribe', others);
  expect(await lineOf(clinic, patientId, medicationRequestId)).toMatchObject({ quantity: 7, status: 'draft', version: 2 });
  await signed(clinic, patientId, medicationRequestId);
  expect(await clinic.ask('doctor', 'prescriptions.prescribe', others)).toMatchObject({ error: { code: 'prescription.not_active' } });
});

test('what the record learnt since the line was written stops its signature', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const medicationRequestId = await draft(clinic, patientId);
  await clinic.call('nurse', 'allergies.record', { patientId, substance: 'penicillin' });
  expect(await signWith(clinic, patientId, [medicationRequestId])).toMatchObject({ error: { code: 'prescription.reason_needed' } });
  expect(await lineOf(clinic, patientId, medicationRequestId)).toMatchObject({ status: 'draft' });
});

test('lines that are not signed yet are checked against each other', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  await draft(clinic, patientId, { medicine: 'Warfarin 5 mg tablet', directions: '1 tablet once a day' });
  const { medicines } = await clinic.call('doctor', 'prescriptions.check', { patientId, medicine: 'Ibuprofen 400 mg tablet' });
  expect(medicines.map(({ text }) => text)).toContain('Warfarin 5 mg tablet');
});

test('hold, resume, stop, mistake: each with its reason in the history; what was handed over is not unsaid', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const medicationRequestId = await aPrescription(clinic, { patientId, itemId });
  const act = (name: 'hold' | 'resume' | 'stop' | 'cancel' | 'enter-in-error', reason = 'as the doctor said') =>
    clinic.ask('doctor', 'prescriptions.change', { medicationRequestId, act: name, reason });
  expect(await act('resume')).toMatchObject({ error: { code: 'prescription.not_active', data: { status: 'active' } } });
  expect(await act('hold', '')).toMatchObject({ error: { code: 'prescription.why_needed' } });
  expect(await act('hold', 'surgery tomorrow')).toMatchObject({ value: { status: 'on-hold' } });
  const give = (quantity: number) => clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity }] });
  expect((await give(5)).ok).toBe(false);
  await act('resume', 'surgery is over');
  expect((await give(5)).ok).toBe(true);
  expect(await act('cancel')).toMatchObject({ error: { code: 'prescription.given_already' } });
  expect(await act('enter-in-error')).toMatchObject({ error: { code: 'prescription.given_already' } });
  expect(await act('stop', 'rash')).toMatchObject({ value: { status: 'stopped' } });
  expect(await act('resume')).toMatchObject({ error: { code: 'prescription.not_active' } });
  const { events } = await clinic.call('doctor', 'prescriptions.history', { medicationRequestId });
  expect(events.map(({ to, reason }) => [to, reason])).toEqual([
    ['draft', ''],
    ['active', ''],
    ['on-hold', 'surgery tomorrow'],
    ['active', 'surgery is over'],
    ['stopped', 'rash'],
  ]);
});

test('controlled medicines: a number of their own, the rule of the facility for validity, supply and refills', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const product = { ingredients: [{ inn: 'morphine', strength: 10, unit: 'mg' }], form: 'tablet', unit: 'tablet', atc: null };
  const itemId = await anItem(clinic, { name: 'Morphine 10 mg tablet', product, isControlled: true });
  const plain = await draft(clinic, patientId);
  const morphine = { itemId, medicine: 'Morphine 10 mg tablet', validDays: 90 };
  const dosage = (days: number) => ({ route: 'oral' as const, steps: [{ dose: 1, unit: '{tablet}' as const, timing: { frequency: 2, period: 1, periodUnit: 'd' as const }, days }] }); // prettier-ignore
  const ask = (more: object) => clinic.ask('doctor', 'prescriptions.prescribe', { ...order, ...morphine, patientId, ...more });
  expect(await ask({ dosage: dosage(31) })).toMatchObject({ error: { code: 'prescription.controlled_too_long', data: { most: 30 } } });
  expect(await ask({ refillsAllowed: 1 })).toMatchObject({ error: { code: 'prescription.controlled_refills', data: { most: 0 } } });
  const controlled = await draft(clinic, patientId, { ...morphine, dosage: dosage(7) });
  const [a, b] = [await lineOf(clinic, patientId, plain), await lineOf(clinic, patientId, controlled)];
  expect(a.number).toMatch(/^R-/);
  expect(b.number).toMatch(/^C-/);
  expect(b.prescriptionId).not.toBe(a.prescriptionId);
  expect(b.validUntil).toBe('2026-12-19'); // 28 days
  await signed(clinic, patientId, plain, controlled);

  const typed = await draft(clinic, patientId, { medicine: 'Fentanyl 25 mcg patch', directions: '1 patch', quantity: 5 });
  expect((await lineOf(clinic, patientId, typed)).number, 'typed: the international schedules speak').toMatch(/^C-/);
  const rule = await clinic.call('pharmacist', 'controlledPrescribing.get', {});
  expect(rule.source).toMatch(/regulation 16/);
  await clinic.call('pharmacist', 'controlledPrescribing.amend', { ...rule, validDays: 7, source: 'Narcotics Act, section 4' });
  expect(await clinic.ask('pharmacist', 'controlledPrescribing.amend', rule)).toMatchObject({ error: { code: 'version.conflict' } });
  const later = await draft(clinic, patientId, { ...morphine, dosage: dosage(5) });
  expect((await lineOf(clinic, patientId, later)).validUntil).toBe('2026-11-28');
});

test('what a prescriber has written and not signed is a list of their own, until it is signed', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const unsigned = async (role: 'doctor' | 'pharmacist') =>
    (await clinic.call(role, 'prescriptions.worklist', { status: 'draft' })).requests.map(({ medicationRequestId }) => medicationRequestId);
  const ids = [await draft(clinic, patientId), await draft(clinic, patientId, { medicine: 'Zinc sulfate 20 mg tablet' })];
  expect(await unsigned('doctor')).toEqual(ids);
  expect(await unsigned('pharmacist')).toEqual([]);
  await signWith(clinic, patientId, ids);
  expect(await unsigned('doctor')).toEqual([]);
});
