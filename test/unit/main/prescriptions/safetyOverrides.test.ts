import { expect, test } from 'vitest';
import { aPatient, signed } from '../../../support/factories.ts';
import { doctorsPassword, type TestClinic, testClinic } from '../../../support/testContext.ts';

const order = { medicine: 'Amoxicillin 500 mg capsule', directions: '1 capsule three times a day', quantity: 21 };

/** Somebody with anaphylaxis to penicillin, and what the doctor is told of amoxicillin. */
async function anaphylaxis(clinic: TestClinic) {
  const patientId = await aPatient(clinic);
  await clinic.call('nurse', 'allergies.record', { patientId, substance: 'penicillin', reaction: 'anaphylaxis', criticality: 'high' });
  const { findings } = await clinic.call('doctor', 'prescriptions.check', { patientId, medicine: order.medicine });
  const cause = findings.find(({ kind }) => kind === 'allergy')!.cause;
  return { patientId, cause, whole: { ...order, patientId, overrides: [{ cause, reason: 'no other antibiotic in reach' }] } };
}
const audited = (clinic: TestClinic, action: string) =>
  clinic.facility.raw.prepare('SELECT count(*) FROM audit_event WHERE action = ?').pluck().get(action);

test('the worst finding wants a second clinician; alone it goes on with a reason and is reviewed by somebody else', async () => {
  const clinic = await testClinic();
  const { patientId, cause, whole } = await anaphylaxis(clinic);
  const refused = await clinic.ask('doctor', 'prescriptions.prescribe', whole);
  expect(refused).toMatchObject({ error: { code: 'prescription.second_needed', data: { stops: 1 } } });
  expect(clinic.count('medication_request')).toBe(0);

  const second = { nobodyBecause: 'night, nobody else in the house' };
  expect(await clinic.call('doctor', 'safety.second', { patientId, medicine: order.medicine, causes: [cause], second })).toEqual({
    by: 'nobody',
  });
  const { medicationRequestId } = await clinic.call('doctor', 'prescriptions.prescribe', whole);
  await signed(clinic, patientId, medicationRequestId);
  expect(audited(clinic, 'override')).toBe(1);

  const { rows } = await clinic.call('pharmacist', 'safety.reviews', {});
  expect(rows).toMatchObject([{ medicine: order.medicine, against: 'penicillin', aloneBecause: second.nobodyBecause, verdict: null }]);
  const review = { alertId: rows[0]!.alertId, version: rows[0]!.version };
  expect((await clinic.ask('pharmacist', 'safety.review', { ...review, verdict: 'escalated', note: '' })).ok).toBe(false);
  await clinic.call('pharmacist', 'safety.review', { ...review, verdict: 'escalated', note: 'azithromycin was on the shelf' });
  expect((await clinic.call('pharmacist', 'safety.reviews', {})).rows).toEqual([]);
  const again = await clinic.ask('pharmacist', 'safety.review', { ...review, verdict: 'accepted' });
  expect(again).toMatchObject({ error: { code: 'safety.reviewed' } });
  expect(audited(clinic, 'override-escalated')).toBe(1);
});

test('a second person is somebody else, clinical, with the right secret; the agreement is used up by the signature', async () => {
  const clinic = await testClinic();
  const { patientId, cause, whole } = await anaphylaxis(clinic);
  const ask = (second: { username: string; password: string }) =>
    clinic.ask('doctor', 'safety.second', { patientId, medicine: order.medicine, causes: [cause], second });
  expect(await ask({ username: 'doctor', password: doctorsPassword })).toMatchObject({ error: { code: 'safety.own_second' } });
  expect(await ask({ username: 'nurse', password: 'wrong' })).toMatchObject({ error: { code: 'auth.wrong_password' } });
  const hash = clinic.facility.raw.prepare(`SELECT password_hash FROM user_account WHERE username = 'doctor'`).pluck().get();
  clinic.facility.raw.prepare(`UPDATE user_account SET password_hash = ? WHERE username IN ('nurse', 'front-desk')`).run(hash);
  const desk = await ask({ username: 'front-desk', password: doctorsPassword });
  expect(desk).toMatchObject({ error: { code: 'safety.second_not_clinical' } });
  expect(clinic.count('safety_second')).toBe(0);
  expect(await ask({ username: 'nurse', password: doctorsPassword })).toMatchObject({ ok: true, value: { by: 'password' } });
  const { medicationRequestId } = await clinic.call('doctor', 'prescriptions.prescribe', whole);
  await signed(clinic, patientId, medicationRequestId);
  expect((await clinic.call('pharmacist', 'safety.reviews', { status: 'all' })).rows).toEqual([]); // two agreed: nobody has to judge it
  expect((await clinic.ask('doctor', 'prescriptions.prescribe', whole)).ok).toBe(false); // the next order wants its own
});

test('less is made quiet for ninety days, for one prescriber and one person, until something changes; a stop never', async () => {
  const clinic = await testClinic();
  const { patientId, cause } = await anaphylaxis(clinic);
  const stop = await clinic.ask('doctor', 'safety.quieten', { patientId, medicine: order.medicine, cause });
  expect(stop).toMatchObject({ error: { code: 'safety.stop_not_quiet' } });

  const medicine = 'Valproic acid 200 mg tablet';
  const person = await aPatient(clinic, { sex: 'female', birthDate: '1995-01-01' });
  const check = (role: 'doctor' | 'nurse' = 'doctor', text = medicine) =>
    clinic.call(role, 'prescriptions.check', { patientId: person, medicine: text });
  const [warning] = (await check()).findings.filter(({ severity }) => severity === 'warning');
  expect(warning?.code).toBe('missing.pregnancy');
  const { until } = await clinic.call('doctor', 'safety.quieten', { patientId: person, medicine, cause: warning!.cause });
  expect(until).toBe('2027-02-19');
  expect((await check()).quiet).toEqual([{ cause: warning!.cause, until }]);
  expect((await check('doctor', 'Valproic acid 500 mg tablet')).quiet).toEqual([]); // another dose
  await clinic.call('doctor', 'safety.showAgain', { patientId: person, cause: warning!.cause });
  expect((await check()).quiet).toEqual([]);

  await clinic.call('doctor', 'safety.quieten', { patientId: person, medicine, cause: warning!.cause });
  clinic.clock.now = '2027-03-01T08:00:00.000Z';
  expect((await check()).quiet).toEqual([]); // ninety days are over
  clinic.clock.now = '2026-11-21T08:00:00.000Z';
  await clinic.call('doctor', 'safety.answer', { patientId: person, question: 'pregnant', answer: 'yes' });
  const now = await check();
  expect(now.findings.map(({ code }) => code)).toContain('pregnancy.avoid');
  expect(now.quiet).toEqual([]);
});

test('what is shown is counted once a day, what is ordered all the same with it; the figures have no patient in them', async () => {
  const clinic = await testClinic();
  const { patientId, cause, whole } = await anaphylaxis(clinic);
  const shown = { patientId, medicine: order.medicine };
  expect(await clinic.call('doctor', 'safety.noteShown', shown)).toEqual({ noted: 1 });
  expect(await clinic.call('doctor', 'safety.noteShown', shown)).toEqual({ noted: 0 });
  const period = { from: '2026-11-01', to: '2026-11-30' };
  const before = await clinic.call('manager', 'safety.statistics', period);
  expect(before).toMatchObject({ causes: [{ cause, severity: 'stop', shown: 1, overridden: 0 }], waiting: 0 });
  await clinic.call('doctor', 'safety.second', { ...shown, causes: [cause], second: { nobodyBecause: 'alone at night' } });
  const { medicationRequestId } = await clinic.call('doctor', 'prescriptions.prescribe', whole);
  await signed(clinic, patientId, medicationRequestId);
  const after = await clinic.call('manager', 'safety.statistics', period);
  expect(after).toMatchObject({
    causes: [{ shown: 1, overridden: 1 }],
    months: [{ month: '2026-11', shown: 1, overridden: 1, stops: 1 }],
    prescribers: [{ shown: 1, overridden: 1, stops: 1 }],
    waiting: 1,
  });
  expect(JSON.stringify(after)).not.toContain(patientId);
  const file = await clinic.call('manager', 'safety.export', { ...period, format: 'csv' });
  expect(Buffer.from(file.base64, 'base64').toString()).toContain('"allergy","stop"');
});

test('what was asked beside the order is known at the next check, until it is too old', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { sex: 'female', birthDate: '1995-01-01' });
  const medicine = 'Methotrexate 2.5 mg tablet';
  await clinic.call('doctor', 'safety.answer', { patientId, question: 'lactating', answer: 'yes' });
  await clinic.call('doctor', 'safety.answer', { patientId, question: 'hepatic', answer: 'severe' });
  const codes = async () => (await clinic.call('doctor', 'prescriptions.check', { patientId, medicine })).findings.map(({ code }) => code);
  expect(await codes()).toEqual(expect.arrayContaining(['lactation.avoid', 'hepatic.any']));
  const wrong = await clinic.ask('doctor', 'safety.answer', { patientId, question: 'pregnant', answer: 'severe' });
  expect(wrong).toMatchObject({ error: { code: 'ipc.invalid_input' } });
  clinic.clock.now = '2027-04-01T08:00:00.000Z';
  expect(await codes()).not.toContain('lactation.avoid');
});
