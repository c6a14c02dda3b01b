import { expect, test } from 'vitest';
import { listCollections } from '../../../../db/queries/dispensing.ts';
import { aLot, anItem, anOpenEncounter, aPatient, aPrescription } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

test('what is taken beside what is prescribed stands in the list, counts in the check, and leaves with its reason', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const { statementId } = await clinic.call('nurse', 'medications.state', {
    patientId,
    medicine: 'Warfarin 5 mg',
    directions: 'one at night',
    source: 'packet',
    startedOn: '2026-01-05',
  });
  const [line] = (await clinic.call('doctor', 'medications.of', { patientId })).lines;
  expect(line).toMatchObject({ kind: 'stated', medicine: 'Warfarin 5 mg', isCurrent: true, since: '2026-01-05', source: 'packet' });
  const check = () => clinic.call('doctor', 'prescriptions.check', { patientId, medicine: 'Ibuprofen 400 mg tablet' });
  expect((await check()).findings.filter(({ kind }) => kind === 'interaction')).toHaveLength(1);

  await clinic.call('nurse', 'medications.endStatement', { statementId, version: 1, status: 'stopped', reason: 'changed at the hospital' });
  expect((await check()).findings.filter(({ kind }) => kind === 'interaction')).toEqual([]);
  expect((await clinic.call('doctor', 'medications.of', { patientId })).lines).toMatchObject([{ isCurrent: false, status: 'stopped' }]);
  const again = await clinic.ask('nurse', 'medications.endStatement', { statementId, version: 2, status: 'stopped', reason: 'once more' });
  expect(again).toMatchObject({ error: { code: 'not_found' } });
});

test('nobody asked is not "takes nothing": going through says it, and the check takes it as asked', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const unasked = async () =>
    (await clinic.call('doctor', 'prescriptions.check', { patientId, medicine: 'Ibuprofen 400 mg tablet' })).coverage.unchecked.filter(
      ({ code, against }) => code === 'not_asked' && against === 'interaction',
    ).length;
  expect(await unasked()).toBe(1);
  await clinic.call('nurse', 'medications.reconcile', { patientId, occasion: 'visit', decisions: [] });
  expect(await unasked()).toBe(0);
});

test('each medicine needs its answer; one that was prescribed meanwhile too; all or nothing', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const encounterId = await anOpenEncounter(clinic, patientId);
  const amoxicillin = await aPrescription(clinic, { patientId });
  const metformin = await aPrescription(clinic, {
    patientId,
    medicine: 'Metformin 500 mg tablet',
    directions: '1 tablet twice a day',
    quantity: 60,
  });
  const { statementId } = await clinic.call('nurse', 'medications.state', { patientId, medicine: 'garlic capsules', source: 'patient' });
  const go = (decisions: object[], added: object[] = []) =>
    clinic.ask('doctor', 'medications.reconcile', { patientId, encounterId, occasion: 'referral', decisions, added } as never);
  const taking = { kind: 'prescribed', id: amoxicillin, decision: 'taking' };
  const stop = { kind: 'prescribed', id: metformin, decision: 'stop', note: 'kidneys' };
  const gone = { kind: 'stated', id: statementId, decision: 'not-taking', note: 'none left' };
  expect(await go([taking, stop])).toMatchObject({ error: { code: 'medications.not_gone_through', data: { open: 1 } } });
  expect(await go([taking, stop, gone, gone])).toMatchObject({ error: { code: 'medications.not_gone_through' } });
  expect(await go([taking, { ...stop, note: '' }, gone])).toMatchObject({ error: { code: 'medications.reason_needed' } });
  const tomorrow = { medicine: 'Vitamin C', source: 'patient', startedOn: '2099-01-01' };
  expect(await go([taking, stop, gone], [tomorrow])).toMatchObject({ error: { code: 'date.in_future' } });
  expect(clinic.count('medication_reconciliation')).toBe(0);
  expect((await clinic.call('doctor', 'medications.of', { patientId })).lines.filter((line) => line.isCurrent)).toHaveLength(3);

  expect(await go([taking, stop, gone], [{ medicine: 'Vitamin C', source: 'patient' }])).toMatchObject({ ok: true });
  const after = await clinic.call('doctor', 'medications.of', { patientId });
  expect(after.reconciled).toMatchObject({ occasion: 'referral', encounterId });
  expect(after.lines.map(({ medicine, isCurrent, status }) => [medicine, isCurrent, status])).toEqual([
    ['Amoxicillin 500 mg capsule', true, 'active'],
    ['Vitamin C', true, 'active'],
    ['Metformin 500 mg tablet', false, 'stopped'],
    ['garlic capsules', false, 'stopped'],
  ]);
  await clinic.call('doctor', 'compositions.writeLetter', {
    encounterId,
    letter: { type: 'referral', to: 'Lakeside District Hospital', urgency: 'routine', question: 'Please see' },
  });
  const { content } = clinic.facility.raw.prepare(`SELECT content FROM composition WHERE type = 'referral'`).get() as { content: string };
  expect(JSON.parse(content).facts.medicines).toEqual(['Amoxicillin 500 mg capsule: 1 capsule three times a day', 'Vitamin C']);
});

test('a nurse hears and writes down; who may not change prescriptions stops none', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const id = await aPrescription(clinic, { patientId });
  const decisions = [{ kind: 'prescribed' as const, id, decision: 'stop' as const, note: 'feels ill of it' }];
  const refused = await clinic.ask('nurse', 'medications.reconcile', { patientId, occasion: 'visit', decisions });
  expect(refused).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect(await clinic.ask('front-desk', 'medications.of', { patientId })).toMatchObject({ error: { code: 'auth.forbidden' } });
});

test('collections over months give the share of days with medicine at home, its gaps, and say when they say nothing', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2030-01-31', onHand: 5000 });
  const start = clinic.clock.now;
  const later = (days: number) => void (clinic.clock.now = new Date(Date.parse(clinic.clock.now) + days * 86_400_000).toISOString());
  const medicationRequestId = await aPrescription(clinic, { patientId, itemId, quantity: 270, validDays: 365 });
  const hand = (quantity: number) => clinic.call('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity }] });
  await hand(90); // 30 days
  expect((await clinic.call('doctor', 'medications.of', { patientId })).adherence).toMatchObject([{ cover: null, why: 'once' }]);
  later(20);
  await hand(90); // ten days early: carried forward
  later(60); // twenty days without
  await hand(30);
  const { adherence, lines } = await clinic.call('doctor', 'medications.of', { patientId });
  expect(adherence).toMatchObject([{ cover: { days: 81, covered: 61, isRegular: false, from: start.slice(0, 10) }, why: '' }]);
  expect(adherence[0]?.cover?.gaps).toHaveLength(1);
  expect(lines[0]?.lastCollected).toBe(clinic.clock.now.slice(0, 10));
});

test('the printed list is large, names everything current, and printing is in the audit', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  await aPrescription(clinic, { patientId });
  await clinic.call('nurse', 'medications.state', { patientId, medicine: 'garlic capsules', source: 'patient' });
  const blob = await clinic.call('nurse', 'medications.printList', { patientId, locale: 'fr' });
  expect(blob).toMatchObject({ mediaType: 'application/pdf' });
  const told = clinic.facility.raw
    .prepare(`SELECT count(*) FROM audit_event WHERE action = 'print' AND patient_id = ?`)
    .pluck()
    .get(patientId);
  expect(told).toBe(1);
});

test('a medicine is collected on the day that the clock on the wall of the facility shows', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const medicationRequestId = await aPrescription(clinic, { patientId, itemId });
  clinic.clock.now = '2026-11-21T23:30:00.000Z';
  await clinic.call('pharmacist', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 6 }] });
  const dayIn = (zone: string) => listCollections(clinic.facility.raw, [patientId], '0000', zone).map(({ day }) => day);
  expect([dayIn('Africa/Accra'), dayIn('Africa/Nairobi'), dayIn('America/Lima')]).toEqual([['2026-11-21'], ['2026-11-22'], ['2026-11-21']]);
});
