import { expect, test } from 'vitest';
import { aPatient, anOpenEncounter } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const icd = (code: string, display: string) => ({ system: 'http://hl7.org/fhir/sid/icd-10', edition: '2019', code, display });
const hypertension = icd('I10', 'Essential (primary) hypertension');

async function diagnose(clinic: TestClinic, patientId: string, coding = hypertension) {
  const encounterId = await anOpenEncounter(clinic, patientId);
  await clinic.call('doctor', 'encounters.recordDiagnosis', { encounterId, coding });
}

test('the list holds each code once; diagnoses of visits wait beside it until they are taken over', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  await diagnose(clinic, patientId);
  await diagnose(clinic, patientId);
  const before = await clinic.call('doctor', 'problems.list', { patientId });
  expect(before).toMatchObject({ problems: [], unlisted: [{ coding: hypertension, times: 2 }] });
  await clinic.call('doctor', 'problems.add', { patientId, coding: hypertension, onsetDate: '2019-01-01', onsetPrecision: 'year', note: 'found at work' });
  const after = await clinic.call('doctor', 'problems.list', { patientId });
  expect(after.unlisted).toEqual([]);
  expect(after.problems).toMatchObject([{ coding: hypertension, onsetDate: '2019-01-01', onsetPrecision: 'year', clinicalStatus: 'active', abatedDate: null, note: 'found at work' }]);
  expect(await clinic.ask('doctor', 'problems.add', { patientId, coding: hypertension })).toMatchObject({ error: { code: 'problem.on_list', data: { code: 'I10' } } });
}); // prettier-ignore

test('resolved, brought back and entered in error, each with its reason', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const { problemId } = await clinic.call('doctor', 'problems.add', { patientId, coding: hypertension });
  const line = { problemId, onsetDate: null, onsetPrecision: 'day', note: '' } as const;
  const amend = (more: { version: number; clinicalStatus: 'active' | 'recurrence' | 'remission' | 'resolved'; reason?: string }) =>
    clinic.ask('doctor', 'problems.amend', { ...line, ...more });
  expect(await amend({ version: 1, clinicalStatus: 'resolved' })).toMatchObject({ error: { code: 'problem.reason_needed' } });
  expect(await amend({ version: 1, clinicalStatus: 'resolved', reason: 'normal for two years' })).toMatchObject({ value: { version: 2 } });
  const standing = async () => (await clinic.call('doctor', 'problems.list', { patientId })).problems;
  expect(await standing()).toMatchObject([{ clinicalStatus: 'resolved', abatedDate: '2026-11-21' }]);
  expect(await amend({ version: 1, clinicalStatus: 'active', reason: 'high again' })).toMatchObject({
    error: { code: 'version.conflict' },
  });
  expect(await amend({ version: 2, clinicalStatus: 'recurrence', reason: 'high again' })).toMatchObject({ value: { version: 3 } });
  expect(await standing()).toMatchObject([{ clinicalStatus: 'recurrence', abatedDate: null }]);
  await clinic.call('doctor', 'problems.enteredInError', { problemId, version: 3, reason: 'another person' });
  expect(await standing()).toEqual([]);
  await clinic.call('doctor', 'problems.add', { patientId, coding: hypertension }); // the code is free again
});

test('one list of a merged person, from either record', async () => {
  const clinic = await testClinic();
  const a = await aPatient(clinic, { familyName: 'Mensah' });
  const b = await aPatient(clinic, { familyName: 'Agbeko' });
  await clinic.call('doctor', 'problems.add', { patientId: a, coding: hypertension });
  await diagnose(clinic, b);
  const at = '2026-11-21T08:00:00.000Z';
  clinic.facility.raw.prepare('INSERT INTO patient_link (id, patient_id, surviving_id, created_at) VALUES (?, ?, ?, ?)').run('l', b, a, at);
  for (const patientId of [a, b])
    expect(await clinic.call('doctor', 'problems.list', { patientId })).toMatchObject({
      problems: [{ coding: hypertension }],
      unlisted: [],
    });
  expect(await clinic.ask('doctor', 'problems.add', { patientId: b, coding: hypertension })).toMatchObject({
    error: { code: 'problem.on_list' },
  });
});

test('what the list calls resolved is no condition for the safety check and no pregnancy in the banner', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { sex: 'female', givenNames: 'Efua' });
  const banner = async () => (await clinic.call('doctor', 'patients.chart', { patientId })).pregnancy;
  expect(await banner()).toBeNull();
  const pregnant = icd('Z34.9', 'Supervision of normal pregnancy, unspecified');
  await diagnose(clinic, patientId, pregnant);
  expect(await banner()).toMatchObject({ since: '2026-11-21T08:00:00.000Z', code: 'Z34.9', edd: null });
  const { problemId } = await clinic.call('doctor', 'problems.add', { patientId, coding: pregnant });
  const over = {
    problemId,
    version: 1,
    onsetDate: null,
    onsetPrecision: 'day',
    clinicalStatus: 'resolved',
    note: '',
    reason: 'delivered',
  } as const;
  await clinic.call('doctor', 'problems.amend', over);
  expect(await banner()).toBeNull();
});

test('a pregnancy said more than 44 weeks ago is not shown', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { sex: 'female', givenNames: 'Efua' });
  await diagnose(clinic, patientId, icd('Z33', 'Pregnant state, incidental'));
  const at = async (now: string) => {
    clinic.clock.now = now;
    return (await clinic.call('doctor', 'patients.chart', { patientId })).pregnancy !== null;
  };
  expect(await at('2027-09-25T08:00:00.000Z')).toBe(true);
  expect(await at('2027-09-26T08:00:00.000Z')).toBe(false);
});

test('refused: a code that ICD-10 has not, an onset to come, nobody, a role that may not; nothing is written', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const before = clinic.count('problem');
  expect(await clinic.ask('doctor', 'problems.add', { patientId, coding: icd('Q00.99', 'nothing') })).toMatchObject({ error: { code: 'not_found' } });
  expect(await clinic.ask('doctor', 'problems.add', { patientId, coding: hypertension, onsetDate: '2026-11-22' })).toMatchObject({ error: { code: 'date.in_future' } });
  expect(await clinic.ask('doctor', 'problems.add', { patientId: clinic.facility.newId(), coding: hypertension })).toMatchObject({ error: { code: 'not_found' } });
  expect(await clinic.ask('nurse', 'problems.add', { patientId, coding: hypertension })).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect(clinic.count('problem')).toBe(before);
}); // prettier-ignore

test('family and social history: the newest of a kind first, a mistake hidden, an amount only where there is one', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const { familyHistoryId } = await clinic.call('nurse', 'histories.addFamily', { patientId, relationship: 'mother', condition: 'Diabetes', coding: icd('E11.9', 'Type 2 diabetes'), onsetAge: 52 });
  await clinic.call('nurse', 'histories.addFamily', { patientId, relationship: 'brother', condition: 'stroke', isDeceased: true });
  await clinic.call('nurse', 'histories.addSocial', { patientId, kind: 'tobacco', answer: 'daily', amount: 10, effectiveOn: '2024-03-01' });
  await clinic.call('nurse', 'histories.addSocial', { patientId, kind: 'tobacco', answer: 'never', amount: 4 });
  const { family, social } = await clinic.call('doctor', 'histories.of', { patientId });
  expect(family).toMatchObject([{ relationship: 'mother', code: 'E11.9', onsetAge: 52, isDeceased: false }, { relationship: 'brother', code: '', onsetAge: null, isDeceased: true }]);
  expect(social).toMatchObject([{ answer: 'never', amount: null, effectiveOn: '2026-11-21' }, { answer: 'daily', amount: 10 }]);
  await clinic.call('nurse', 'histories.familyEnteredInError', { familyHistoryId, reason: 'her aunt' });
  await clinic.call('nurse', 'histories.socialEnteredInError', { socialHistoryId: social[0]?.socialHistoryId ?? '', reason: 'misheard' });
  expect(await clinic.call('doctor', 'histories.of', { patientId })).toMatchObject({ family: [{ relationship: 'brother' }], social: [{ answer: 'daily' }] });
  expect(await clinic.ask('nurse', 'histories.addSocial', { patientId, kind: 'alcohol', answer: 'former', effectiveOn: '2027-01-01' })).toMatchObject({ error: { code: 'date.in_future' } });
  expect(await clinic.ask('front-desk', 'histories.addFamily', { patientId, relationship: 'mother', condition: 'Diabetes' })).toMatchObject({ error: { code: 'auth.forbidden' } });
}); // prettier-ignore
