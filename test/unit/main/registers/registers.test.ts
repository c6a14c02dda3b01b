import { expect, test } from 'vitest';
import { askAt } from '../../../support/signedIn.ts';
import { aPatient, anOpenEncounter } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const icd = (code: string, display = code) => ({ system: 'http://hl7.org/fhir/sid/icd-10', edition: '2019', code, display });

async function diagnosed(clinic: TestClinic, familyName: string, code: string, on: string) {
  const now = clinic.clock.now;
  clinic.clock.now = `${on}T08:00:00.000Z`;
  const patientId = await aPatient(clinic, { familyName, givenNames: 'Efua', sex: 'female', birthDate: '1970-02-03' });
  const encounterId = await anOpenEncounter(clinic, patientId);
  await clinic.call('doctor', 'encounters.recordDiagnosis', { encounterId, coding: icd(code) });
  await clinic.call('doctor', 'encounters.finish', { encounterId });
  clinic.clock.now = now;
  return patientId;
}

const register = (clinic: TestClinic, name: 'diabetes' | 'hypertension' | 'hiv' | 'antenatal' | 'under-5', onlyOverdue = false) =>
  clinic.call('doctor', 'registers.of', { register: name, onlyOverdue });

test('who stands on it, when they are due, longest overdue first; the recall list is the overdue ones', async () => {
  const clinic = await testClinic();
  const late = await diagnosed(clinic, 'Mensah', 'E11.9', '2026-06-01');
  const inTime = await diagnosed(clinic, 'Agbeko', 'E10', '2026-11-01');
  await diagnosed(clinic, 'Sawadogo', 'I10', '2026-06-01');
  const { people, total, overdue, intervalDays } = await register(clinic, 'diabetes');
  expect({ total, overdue, intervalDays }).toEqual({ total: 2, overdue: 1, intervalDays: 90 });
  expect(people).toMatchObject([
    { patient: { patientId: late }, codings: [{ code: 'E11.9' }], lastVisit: '2026-06-01', nextDue: '2026-08-30', daysOverdue: 83 },
    { patient: { patientId: inTime }, codings: [{ code: 'E10' }], lastVisit: '2026-11-01', nextDue: '2027-01-30', daysOverdue: 0 },
  ]);
  expect((await register(clinic, 'diabetes', true)).people.map(({ patient }) => patient.patientId)).toEqual([late]);
});

test('a visit moves the day; an appointment stands beside it', async () => {
  const clinic = await testClinic();
  const patientId = await diagnosed(clinic, 'Mensah', 'I10', '2026-06-01');
  const practitionerId = clinic.seat('doctor').user?.practitionerId ?? '';
  await clinic.call('front-desk', 'appointments.book', { patientId, practitionerId, startAt: '2026-11-28T09:00:00.000Z' });
  expect((await register(clinic, 'hypertension')).people).toMatchObject([{ nextAppointment: '2026-11-28', daysOverdue: 83 }]);
  await anOpenEncounter(clinic, patientId);
  expect((await register(clinic, 'hypertension')).people).toMatchObject([
    { lastVisit: '2026-11-21', nextDue: '2027-02-19', daysOverdue: 0 },
  ]);
});

test('the facility sets its own interval; an old version is refused', async () => {
  const clinic = await testClinic();
  await diagnosed(clinic, 'Mensah', 'I10', '2026-11-01');
  await clinic.call('manager', 'registers.setInterval', { register: 'hypertension', intervalDays: 10, version: 0 });
  expect((await register(clinic, 'hypertension')).people).toMatchObject([{ nextDue: '2026-11-11', daysOverdue: 10 }]);
  expect(await clinic.ask('manager', 'registers.setInterval', { register: 'hypertension', intervalDays: 20, version: 0 })).toMatchObject({ error: { code: 'version.conflict', data: { found: 1 } } });
  await clinic.call('manager', 'registers.setInterval', { register: 'hypertension', intervalDays: 60, version: 1 });
  const { registers } = await clinic.call('doctor', 'registers.list', {});
  expect(registers.find((one) => one.register === 'hypertension')).toEqual({ register: 'hypertension', intervalDays: 60, proposedDays: 90, version: 2 });
  expect(await clinic.ask('doctor', 'registers.setInterval', { register: 'hiv', intervalDays: 20, version: 0 })).toMatchObject({ error: { code: 'auth.forbidden' } });
}); // prettier-ignore

test('off the register: resolved on the problem list, dead, entered in error; a merged person stands on it once', async () => {
  const clinic = await testClinic();
  const { raw } = clinic.facility;
  const [resolved, dead, one, two] = [
    await diagnosed(clinic, 'Mensah', 'I10', '2026-06-01'),
    await diagnosed(clinic, 'Agbeko', 'I10', '2026-06-01'),
    await diagnosed(clinic, 'Sawadogo', 'I10', '2026-06-01'),
    await diagnosed(clinic, 'Traore', 'I11.9', '2026-09-01'),
  ];
  await clinic.call('doctor', 'problems.add', { patientId: resolved, coding: icd('I10'), clinicalStatus: 'resolved' });
  raw.prepare(`UPDATE patient SET deceased_on = '2026-10-01' WHERE id = ?`).run(dead);
  raw
    .prepare('INSERT INTO patient_link (id, patient_id, surviving_id, created_at) VALUES (?, ?, ?, ?)')
    .run('l', two, one, clinic.clock.now);
  const { people } = await register(clinic, 'hypertension');
  expect(people.map(({ patient }) => patient.patientId)).toEqual([one]);
  expect(people).toMatchObject([{ lastVisit: '2026-09-01' }]);
  expect(people[0]?.codings.map(({ code }) => code).sort()).toEqual(['I10', 'I11.9']);
});

test('under 5 by birth date to the day; antenatal no longer than a pregnancy lasts', async () => {
  const clinic = await testClinic();
  const child = await aPatient(clinic, { familyName: 'Mensah', birthDate: '2021-11-22' });
  await aPatient(clinic, { familyName: 'Agbeko', birthDate: '2021-11-21' });
  expect((await register(clinic, 'under-5')).people).toMatchObject([{ patient: { patientId: child }, codings: [], lastVisit: null }]);
  const pregnant = await diagnosed(clinic, 'Sawadogo', 'Z34.9', '2026-11-01');
  await diagnosed(clinic, 'Traore', 'Z34.9', '2025-11-01');
  expect((await register(clinic, 'antenatal')).people.map(({ patient }) => patient.patientId)).toEqual([pregnant]);
});

test('under 5: the last visit of a merged record counts, an appointment under it too; whoever died is off', async () => {
  const clinic = await testClinic();
  const child = { sex: 'female', birthDate: '2024-03-05' } as const;
  const visited = async (patientId: string, on: string) => {
    clinic.clock.now = `${on}T08:00:00.000Z`;
    await clinic.call('doctor', 'encounters.finish', { encounterId: await anOpenEncounter(clinic, patientId) });
    clinic.clock.now = '2026-11-21T08:00:00.000Z';
  };
  const kept = await aPatient(clinic, { ...child, familyName: 'Mensah', givenNames: 'Efua' });
  const merged = await aPatient(clinic, { ...child, familyName: 'Zongo', givenNames: 'Rasmata' });
  const dead = await aPatient(clinic, { ...child, familyName: 'Traoré', givenNames: 'Sira' });
  await visited(kept, '2026-06-01');
  await visited(merged, '2026-09-01');
  const { raw } = clinic.facility;
  raw.prepare(`UPDATE patient SET deceased_on = '2026-10-01' WHERE id = ?`).run(dead);
  const practitionerId = clinic.seat('doctor').user?.practitionerId ?? '';
  await clinic.call('front-desk', 'appointments.book', { patientId: merged, practitionerId, startAt: '2026-11-28T09:00:00.000Z' });
  raw
    .prepare('INSERT INTO patient_link (id, patient_id, surviving_id, created_at) VALUES (?, ?, ?, ?)')
    .run('l', merged, kept, clinic.clock.now);
  const { people, total } = await register(clinic, 'under-5');
  expect({ total, people }).toMatchObject({
    total: 1,
    people: [
      { patient: { patientId: kept }, lastVisit: '2026-09-01', nextDue: '2026-11-30', daysOverdue: 0, nextAppointment: '2026-11-28' },
    ],
  });
});

test('a restricted person is not on it, not even as a number', async () => {
  const clinic = await testClinic();
  const patientId = await diagnosed(clinic, 'Mensah', 'B24', '2026-06-01');
  await clinic.call('doctor', 'sensitivity.mark', { patientId, reason: 'by wish', departmentIds: [], roleCodes: ['doctor'] });
  expect(await clinic.call('nurse', 'registers.of', { register: 'hiv' })).toEqual({ total: 0, overdue: 0, intervalDays: 90, people: [] });
  expect((await register(clinic, 'hiv')).total).toBe(1);
  const file = await clinic.call('manager', 'registers.export', { register: 'hiv', format: 'csv' });
  expect(file.rows).toBe(0);
});

test('a look is written down once it has settled, with whom it named', async () => {
  const clinic = await testClinic();
  const patientId = await diagnosed(clinic, 'Mensah', 'B24', '2026-06-01');
  await register(clinic, 'hiv');
  await clinic.facility.settled.flush();
  const row = clinic.facility.raw.prepare(`SELECT CAST(body AS TEXT) FROM audit_event WHERE action = 'search' AND resource = 'registers.of'`).pluck().get();
  expect(row).toContain(patientId);
}); // prettier-ignore

test('taken out as CSV, safe for a spreadsheet, or as PDF; told in the audit; refused to who may only read', async () => {
  const clinic = await testClinic();
  await diagnosed(clinic, '=cmd', 'E11.9', '2026-06-01');
  const csv = await clinic.call('doctor', 'registers.export', { register: 'diabetes', onlyOverdue: true, format: 'csv' });
  const text = Buffer.from(csv.base64, 'base64').toString();
  expect(csv).toMatchObject({ name: 'recall-diabetes-2026-11-21.csv', rows: 1 });
  expect(text).toContain('"\'=cmd, Efua"');
  expect(text).toContain('"E11.9","2026-06-01","2026-06-01","2026-08-30","83",""');
  const pdf = await clinic.call('doctor', 'registers.export', { register: 'diabetes', format: 'pdf', locale: 'fr' });
  expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  const told = clinic.facility.raw.prepare(`SELECT action FROM audit_event WHERE resource = 'registers.of' AND action IN ('export', 'print') ORDER BY seq`);
  expect(told.pluck().all()).toEqual(['export', 'print']);
  expect(await askAt(clinic, clinic.seat('nurse'), 'registers.export', { register: 'diabetes', format: 'csv' })).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect(await clinic.ask('front-desk', 'registers.of', { register: 'diabetes' })).toMatchObject({ error: { code: 'auth.forbidden' } });
}); // prettier-ignore

test('a dated pregnancy is on the antenatal register and due at its next contact; a kept contact moves it on', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { familyName: 'Mensah', sex: 'female' });
  const dates = { lastPeriod: '2026-08-01', ultrasound: null };
  const { pregnancyId } = await clinic.call('nurse', 'pregnancies.record', { patientId, ...dates });
  // week 12 of a pregnancy from 1 August
  expect((await register(clinic, 'antenatal')).people).toMatchObject([{ patient: { patientId }, nextDue: '2026-10-24', daysOverdue: 28 }]);
  const encounterId = await anOpenEncounter(clinic, patientId);
  await clinic.call('nurse', 'pregnancies.recordContact', { pregnancyId, encounterId, fundalHeightCm: 16, fetalHeartRate: 140 });
  const [after] = (await register(clinic, 'antenatal')).people;
  expect(after).toMatchObject({ daysOverdue: 0, nextDue: '2027-01-30' }); // at 16+0 the visit counts for week 20, so week 26 is next
});
