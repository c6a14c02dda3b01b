import { expect, test } from 'vitest';
import type { RawInput } from '../../../../preload/contract/index.ts';
import { aPatient, aPrescription, anOpenEncounter } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const malaria = { system: 'http://hl7.org/fhir/sid/icd-10', edition: '2019', code: 'B54', display: 'Unspecified malaria' };

async function aDayOfCare(clinic: TestClinic) {
  const patientId = await aPatient(clinic);
  const at = (time: string) => (clinic.clock.now = `2026-11-21T${time}:00.000Z`);
  at('08:00');
  const encounterId = await anOpenEncounter(clinic, patientId);
  at('08:05');
  await clinic.call('nurse', 'encounters.recordVitals', {
    encounterId,
    values: [{ sign: 'body-weight', value: 61 }, { sign: 'body-temperature', value: 38.6 }],
  }); // prettier-ignore
  at('08:10');
  await clinic.call('nurse', 'allergies.record', { patientId, substance: 'Penicillin', reaction: 'rash' });
  at('08:20');
  await clinic.call('doctor', 'encounters.recordDiagnosis', { encounterId, coding: malaria });
  at('08:25');
  const note = { subjective: 'Fièvre depuis trois jours', objective: '', assessment: 'Paludisme', plan: 'Retour dans 48 heures' };
  await clinic.call('doctor', 'compositions.saveNote', { encounterId, sections: note, version: null });
  at('08:30');
  await aPrescription(clinic, { patientId, encounterId, medicine: 'Artemether and lumefantrine 20/120 mg tablet', quantity: 24 });
  at('08:40');
  await clinic.call('doctor', 'laboratory.order', { encounterId, loincs: ['718-7'], note: 'pale' });
  await clinic.call('nurse', 'histories.addSocial', { patientId, kind: 'tobacco', answer: 'never' });
  at('09:00');
  return { patientId, encounterId };
}

const look = (clinic: TestClinic, input: RawInput<'timeline.of'>, role: 'doctor' | 'front-desk' = 'doctor') =>
  clinic.call(role, 'timeline.of', input);

test('everything of the person, newest first, measurements taken together as one entry', async () => {
  const clinic = await testClinic();
  const { patientId, encounterId } = await aDayOfCare(clinic);
  const { entries, total, counts } = await look(clinic, { patientId });
  expect(entries.map(({ kind }) => kind)).toEqual(['laboratory', 'prescription', 'note', 'diagnosis', 'allergy', 'vitals', 'visit', 'history']);
  expect(total).toBe(entries.length);
  expect(counts).toMatchObject({ visit: 1, vitals: 1, note: 1, prescription: 1, dispense: 0 });
  expect(entries.find(({ kind }) => kind === 'vitals')).toMatchObject({ encounterId, values: [{ value: expect.any(Number) }, { value: expect.any(Number) }] });
  expect(entries.find(({ kind }) => kind === 'diagnosis')).toMatchObject({ title: 'Unspecified malaria', code: 'B54', encounterId });
}); // prettier-ignore

test('words are found without accents and in the middle, numbers too; every word must be there', async () => {
  const clinic = await testClinic();
  const { patientId } = await aDayOfCare(clinic);
  const find = async (text: string) => (await look(clinic, { patientId, text })).entries.map(({ kind }) => kind);
  expect(await find('fievre')).toEqual(['note']);
  expect(await find('LUMEFANTRINE')).toEqual(['prescription']);
  expect(await find('paludisme 48')).toEqual(['note']);
  expect(await find('paludisme penicillin')).toEqual([]);
  expect(await find('38.6')).toEqual(['vitals']);
  expect(await find('b54')).toEqual(['diagnosis']);
});

test('kinds and a period narrow it; the counts are of the period, not of the kinds; pages follow one another', async () => {
  const clinic = await testClinic();
  const { patientId } = await aDayOfCare(clinic);
  clinic.clock.now = '2026-11-25T08:00:00.000Z';
  await anOpenEncounter(clinic, patientId);
  const visits = await look(clinic, { patientId, kinds: ['visit'] });
  expect(visits).toMatchObject({ total: 2, counts: { visit: 2, note: 1 } });
  expect(await look(clinic, { patientId, kinds: ['visit'], from: '2026-11-22' })).toMatchObject({ total: 1, counts: { note: 0 } });
  expect(await look(clinic, { patientId, until: '2026-11-20' })).toMatchObject({ total: 0, entries: [] });
  expect((await look(clinic, { patientId, until: '2026-11-21' })).total).toBeGreaterThan(5);
  const whole = await look(clinic, { patientId });
  const paged = [await look(clinic, { patientId, limit: 3 }), await look(clinic, { patientId, limit: 1000, offset: 3 })];
  expect(paged.flatMap(({ entries }) => entries)).toEqual(whole.entries);
});

test('merged records are one life, from either side', async () => {
  const clinic = await testClinic();
  const { patientId } = await aDayOfCare(clinic);
  const other = await aPatient(clinic, { familyName: 'Mensah' });
  await anOpenEncounter(clinic, other);
  const { raw } = clinic.facility;
  raw.prepare('INSERT INTO patient_link (id, patient_id, surviving_id, created_at) VALUES (?, ?, ?, ?)').run('l', other, patientId, clinic.clock.now);
  const [one, two] = [await look(clinic, { patientId }), await look(clinic, { patientId: other })];
  expect(one.counts['visit']).toBe(2);
  expect(two).toEqual(one);
}); // prettier-ignore

test('who may not read notes and laboratory finds no trace of them; a look is a look at the chart', async () => {
  const clinic = await testClinic();
  const { patientId } = await aDayOfCare(clinic);
  const reads = clinic.facility.raw.prepare(`SELECT count(*) FROM audit_event WHERE action = 'read' AND resource = 'Patient' AND patient_id = ?`);
  const before = reads.pluck().get(patientId) as number;
  const seen = await look(clinic, { patientId }, 'front-desk');
  expect(Object.keys(seen.counts)).not.toContain('note');
  expect(await look(clinic, { patientId, text: 'paludisme', kinds: ['note'] }, 'front-desk')).toMatchObject({ total: 0, entries: [] });
  expect(reads.get(patientId)).toBe(before + 1);
  expect(await clinic.ask('auditor', 'timeline.of', { patientId })).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect(await clinic.ask('doctor', 'timeline.of', { patientId: clinic.facility.newId() })).toMatchObject({ error: { code: 'not_found' } });
}); // prettier-ignore

test('a restricted record stays shut', async () => {
  const clinic = await testClinic();
  const { patientId } = await aDayOfCare(clinic);
  await clinic.call('doctor', 'sensitivity.mark', { patientId, reason: 'by wish', departmentIds: [], roleCodes: ['doctor'] });
  expect(await clinic.ask('nurse', 'timeline.of', { patientId })).toMatchObject({ error: { code: 'patient.restricted' } });
  expect((await look(clinic, { patientId })).total).toBeGreaterThan(5);
});
