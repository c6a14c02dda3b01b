import { expect, test } from 'vitest';
import { aPatient, anOpenEncounter } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const startAt = '2026-11-21T09:00:00.000Z';
const coding = { system: 'http://hl7.org/fhir/sid/icd-10', edition: '2019', code: 'J18.9', display: 'Pneumonia, unspecified' };

async function practitioner(clinic: TestClinic): Promise<string> {
  return (await clinic.call('front-desk', 'appointments.forDay', {})).practitioners[0]!.practitionerId;
}

test('booked, checked in, seen and finished: each step shows in the list and the queue', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const practitionerId = await practitioner(clinic);
  const { appointmentId } = await clinic.call('front-desk', 'appointments.book', { patientId, practitionerId, startAt });
  const { encounterId } = await clinic.call('front-desk', 'appointments.checkIn', { appointmentId });
  expect((await clinic.call('doctor', 'encounters.queue', {})).queue).toMatchObject([
    { encounterId, status: 'arrived', hasVitals: false, allergies: [], allergiesAsked: false },
  ]);
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'body-weight', value: 70 }] });
  expect((await clinic.call('doctor', 'encounters.queue', {})).queue).toMatchObject([{ status: 'triaged', hasVitals: true }]);
  await clinic.call('doctor', 'encounters.recordDiagnosis', { encounterId, coding });
  await clinic.call('doctor', 'encounters.finish', { encounterId });
  expect((await clinic.call('doctor', 'encounters.queue', {})).queue).toEqual([]);
  expect((await clinic.call('front-desk', 'appointments.forDay', {})).appointments).toMatchObject([
    { status: 'fulfilled', encounterStatus: 'finished' },
  ]);
});

test('a visit is read by its own address, open or over, with what was recorded at it and nothing of another visit; the look is written down', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const first = await anOpenEncounter(clinic, patientId);
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId: first, values: [{ sign: 'body-weight', value: 70 }] });
  await clinic.call('doctor', 'encounters.recordDiagnosis', { encounterId: first, coding });
  expect(await clinic.call('doctor', 'encounters.get', { encounterId: first })).toMatchObject({ status: 'in-progress', endedAt: null });
  await clinic.call('doctor', 'encounters.finish', { encounterId: first });
  const second = await anOpenEncounter(clinic, patientId);
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId: second, values: [{ sign: 'body-weight', value: 71 }] });

  clinic.facility.raw.exec('CREATE TEMP TABLE before AS SELECT max(seq) AS seq FROM audit_event');
  expect(await clinic.call('nurse', 'encounters.get', { encounterId: first })).toMatchObject({
    encounterId: first,
    patient: { patientId },
    status: 'finished',
    endedAt: clinic.clock.now,
    conditions: [{ coding: { code: 'J18.9' } }],
    observations: [{ value: 70, unit: 'kg' }],
    medications: [],
  });
  await clinic.call('nurse', 'encounters.get', { encounterId: second });
  const looks = clinic.facility.raw.prepare(
    `SELECT resource_id FROM audit_event WHERE action = 'read' AND resource = 'Patient' AND seq > (SELECT seq FROM before)`,
  );
  expect(looks.pluck().all()).toEqual([patientId]); // once in ten minutes a reader
});

test('a visit that does not exist is not found; a restricted one is refused to whom it is not for', async () => {
  const clinic = await testClinic();
  expect(await clinic.ask('doctor', 'encounters.get', { encounterId: '01930000-0000-7000-8000-00000000ffff' })).toMatchObject({
    error: { code: 'not_found' },
  });
  const patientId = await aPatient(clinic);
  const encounterId = await anOpenEncounter(clinic, patientId);
  expect(await clinic.ask('pharmacy-clerk', 'encounters.get', { encounterId })).toMatchObject({ error: { code: 'auth.forbidden' } });
  await clinic.call('doctor', 'sensitivity.mark', { patientId, departmentIds: [], roleCodes: ['doctor'], reason: 'asked for it' });
  expect(await clinic.ask('nurse', 'encounters.get', { encounterId })).toMatchObject({ error: { code: 'patient.restricted' } });
  expect(await clinic.ask('doctor', 'encounters.get', { encounterId })).toMatchObject({ ok: true });
});

test('a taken time is refused, a neighbouring one is not', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const practitionerId = await practitioner(clinic);
  const book = (at: string) => clinic.ask('front-desk', 'appointments.book', { patientId, practitionerId, startAt: at, minutes: 15 });
  expect((await book(startAt)).ok).toBe(true);
  expect(await book('2026-11-21T09:14:00.000Z')).toMatchObject({ error: { code: 'appointment.slot_taken' } });
  expect((await book('2026-11-21T09:15:00.000Z')).ok).toBe(true);
  expect((await book('2026-11-21T08:45:00.000Z')).ok).toBe(true);
});

test('checking in twice is refused; a cancelled appointment frees its time', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const practitionerId = await practitioner(clinic);
  const booked = await clinic.call('front-desk', 'appointments.book', { patientId, practitionerId, startAt });
  await clinic.call('front-desk', 'appointments.cancel', { appointmentId: booked.appointmentId, reason: 'called in' });
  const { appointmentId } = await clinic.call('front-desk', 'appointments.book', { patientId, practitionerId, startAt });
  await clinic.call('front-desk', 'appointments.checkIn', { appointmentId });
  expect(await clinic.ask('front-desk', 'appointments.checkIn', { appointmentId })).toMatchObject({
    error: { code: 'appointment.wrong_status' },
  });
});

test('an unlikely value is asked about and taken when confirmed; an impossible one is never taken', async () => {
  const clinic = await testClinic();
  const encounterId = await anOpenEncounter(clinic, await aPatient(clinic));
  const record = (value: number, confirmed: 'body-weight'[] = []) =>
    clinic.ask('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'body-weight', value }], confirmed });
  expect(await record(300)).toMatchObject({
    error: { code: 'observation.implausible', data: { signs: ['body-weight'], canConfirm: true } },
  });
  expect(clinic.count('observation')).toBe(0);
  expect((await record(300, ['body-weight'])).ok).toBe(true);
  expect(await record(7000, ['body-weight'])).toMatchObject({ error: { code: 'observation.implausible', data: { canConfirm: false } } });
});

test('a finished encounter takes nothing more', async () => {
  const clinic = await testClinic();
  const encounterId = await anOpenEncounter(clinic, await aPatient(clinic));
  await clinic.call('doctor', 'encounters.finish', { encounterId });
  for (const ask of [
    clinic.ask('doctor', 'encounters.recordDiagnosis', { encounterId, coding }),
    clinic.ask('doctor', 'encounters.recordVitals', { encounterId, values: [{ sign: 'heart-rate', value: 70 }] }),
    clinic.ask('doctor', 'encounters.finish', { encounterId }),
  ]) {
    expect(await ask).toMatchObject({ error: { code: 'encounter.closed' } });
  }
});

test('a code that ICD-10 does not have is refused', async () => {
  const clinic = await testClinic();
  const encounterId = await anOpenEncounter(clinic, await aPatient(clinic));
  const answer = await clinic.ask('doctor', 'encounters.recordDiagnosis', { encounterId, coding: { ...coding, code: 'X99.99' } });
  expect(answer).toMatchObject({ error: { code: 'not_found' } });
});

test('"not asked", "none known" and an allergy are three statements', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const statement = async () => (await clinic.call('doctor', 'patients.chart', { patientId })).allergies;
  expect(await statement()).toMatchObject({ status: 'not-asked', askedAt: null });
  await clinic.call('nurse', 'allergies.recordNoneKnown', { patientId });
  expect(await statement()).toMatchObject({ status: 'none-known', askedAt: clinic.clock.now });
  const { allergyId, recognised } = await clinic.call('nurse', 'allergies.record', { patientId, substance: 'penicillin' });
  expect(recognised.length).toBeGreaterThan(0);
  expect(await statement()).toMatchObject({ status: 'recorded', list: [{ substance: 'penicillin' }] });
  expect(await clinic.ask('nurse', 'allergies.recordNoneKnown', { patientId })).toMatchObject({ ok: false });
  await clinic.call('nurse', 'allergies.enteredInError', { allergyId, reason: 'another patient' });
  expect((await statement()).list).toEqual([]);
  expect(clinic.facility.raw.prepare('SELECT status FROM allergy_intolerance WHERE id = ?').pluck().get(allergyId)).toBe(
    'entered-in-error',
  );
});

test('a merged person is read together: the allergy recorded under the other number stops the prescription', async () => {
  const clinic = await testClinic();
  const first = await aPatient(clinic);
  const second = await aPatient(clinic, { familyName: 'Quartey', givenNames: 'Naa', sex: 'female', birthDate: '1991-02-03' });
  await clinic.call('nurse', 'allergies.record', { patientId: second, substance: 'penicillin', criticality: 'high' });
  const check = () => clinic.call('doctor', 'prescriptions.check', { patientId: first, medicine: 'Amoxicillin 500 mg capsule' });
  expect((await check()).findings.some((finding) => finding.kind === 'allergy')).toBe(false);
  clinic.facility.raw.prepare(`INSERT INTO patient_link VALUES ('link', ?, ?, '2026-11-21T08:00:00.000Z', NULL)`).run(second, first);
  expect((await check()).findings).toMatchObject([{ kind: 'allergy', severity: 'stop' }]);
});
