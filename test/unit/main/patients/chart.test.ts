import { expect, test } from 'vitest';
import { aPatient, aPrescription, anOpenEncounter } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

function link(clinic: TestClinic, id: string, patientId: string, survivingId: string): void {
  clinic.facility.raw
    .prepare('INSERT INTO patient_link (id, patient_id, surviving_id, created_at) VALUES (?, ?, ?, ?)')
    .run(id, patientId, survivingId, '2026-11-21T08:00:00.000Z');
}

async function aVisitedPatient(clinic: TestClinic, familyName: string): Promise<string> {
  const patientId = await aPatient(clinic, { familyName, givenNames: 'Kofi' });
  const encounterId = await anOpenEncounter(clinic, patientId);
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'body-weight', value: 61 }] });
  await clinic.call('doctor', 'encounters.recordDiagnosis', {
    encounterId,
    coding: { system: 'http://hl7.org/fhir/sid/icd-10', edition: '2019', code: 'I10', display: 'Essential (primary) hypertension' },
  });
  await aPrescription(clinic, { patientId, encounterId, medicine: 'Paracetamol 500 mg tablet', quantity: 20 });
  return patientId;
}

test('an empty chart says that allergies were not asked about', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const chart = await clinic.call('doctor', 'patients.chart', { patientId });
  expect(chart).toMatchObject({
    patient: { patientId, version: 1, familyName: 'Tettebi', givenNames: 'Kofi', linkedNumbers: [] },
    allergies: { status: 'not-asked', askedAt: null, list: [] },
    weight: null,
    conditions: [],
    observations: [],
    medications: [],
    encounters: [],
    documents: [],
  });
});

test('the chart holds what was recorded', async () => {
  const clinic = await testClinic();
  const patientId = await aVisitedPatient(clinic, 'Mensah');
  await clinic.call('nurse', 'allergies.record', { patientId, substance: 'Penicillin', criticality: 'high', reaction: 'rash' });
  const chart = await clinic.call('doctor', 'patients.chart', { patientId });
  expect(chart.allergies).toMatchObject({ status: 'recorded', list: [{ substance: 'Penicillin', criticality: 'high', reaction: 'rash' }] });
  expect(chart.weight).toEqual({ kg: 61, at: '2026-11-21T08:00:00.000Z' });
  expect(chart.conditions).toMatchObject([{ coding: { code: 'I10', edition: '2019' }, status: 'active' }]);
  expect(chart.observations).toMatchObject([{ code: '29463-7', value: 61, unit: 'kg', flag: '' }]);
  expect(chart.medications).toMatchObject([{ medicine: 'Paracetamol 500 mg tablet', status: 'active', quantity: 20, dispensed: 0 }]);
  expect(chart.encounters).toMatchObject([{ status: 'in-progress', endedAt: null }]);
});

test('merged records are read as one person, from either side and through a chain', async () => {
  const clinic = await testClinic();
  const [a, b, c] = [
    await aVisitedPatient(clinic, 'Mensah'),
    await aVisitedPatient(clinic, 'Agbeko'),
    await aVisitedPatient(clinic, 'Sawadogo'),
  ];
  await clinic.call('nurse', 'allergies.recordNoneKnown', { patientId: a });
  await clinic.call('nurse', 'allergies.record', { patientId: c, substance: 'Aspirin' });
  link(clinic, 'l1', b, a);
  link(clinic, 'l2', c, b);
  for (const patientId of [a, b, c]) {
    const chart = await clinic.call('doctor', 'patients.chart', { patientId });
    expect(chart.allergies).toMatchObject({ status: 'recorded', list: [{ substance: 'Aspirin' }] });
    expect([chart.conditions.length, chart.observations.length, chart.medications.length, chart.encounters.length]).toEqual([3, 3, 3, 3]);
    expect(chart.patient.linkedNumbers).toHaveLength(2);
    expect(chart.patient.linkedNumbers).not.toContain(chart.patient.number);
  }
});

test('a merge that was undone is two people again', async () => {
  const clinic = await testClinic();
  const [a, b] = [await aVisitedPatient(clinic, 'Mensah'), await aVisitedPatient(clinic, 'Agbeko')];
  link(clinic, 'l1', b, a);
  clinic.facility.raw.prepare(`UPDATE patient_link SET ended_at = '2026-11-21T09:00:00.000Z'`).run();
  const chart = await clinic.call('doctor', 'patients.chart', { patientId: a });
  expect([chart.conditions.length, chart.patient.linkedNumbers.length]).toEqual([1, 0]);
});

test('opening a chart is written down once in ten minutes a reader', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const reads = () =>
    clinic.facility.raw
      .prepare(`SELECT count(*) FROM audit_event WHERE action = 'read' AND resource = 'Patient' AND patient_id = ?`)
      .pluck()
      .get(patientId);
  const open = async (role: 'doctor' | 'nurse', at: string) => {
    clinic.clock.now = `2026-11-21T${at}:00.000Z`;
    await clinic.call(role, 'patients.chart', { patientId });
  };
  await open('doctor', '09:00');
  await open('doctor', '09:09');
  expect(reads()).toBe(1);
  await open('nurse', '09:09');
  expect(reads()).toBe(2);
  await open('doctor', '09:11');
  expect(reads()).toBe(3);
});

test('refused: nobody of that id, and a role that may not; neither leaves a read', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  expect(await clinic.ask('doctor', 'patients.chart', { patientId: '01930000-0000-7000-8000-00000000ffff' })).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  });
  expect(await clinic.ask('auditor', 'patients.chart', { patientId })).toMatchObject({ ok: false, error: { code: 'auth.forbidden' } });
  expect(clinic.facility.raw.prepare(`SELECT count(*) FROM audit_event WHERE action = 'read'`).pluck().get()).toBe(0);
});
