import { expect, test } from 'vitest';
import { aPatient } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const checkAmoxicillin = async (clinic: TestClinic, patientId: string) => {
  const answer = await clinic.call('doctor', 'prescriptions.check', { patientId, medicine: 'Amoxicillin 500 mg capsule' });
  return answer.findings.filter(({ kind }) => kind === 'allergy').length;
};

async function aRashAfterPenicillin(clinic: TestClinic) {
  const patientId = await aPatient(clinic);
  const { allergyId } = await clinic.call('nurse', 'allergies.record', {
    patientId,
    substance: 'Penicillin',
    reaction: 'rash',
    criticality: 'low',
    severity: 'mild',
  });
  return { patientId, allergyId };
}

test('an allergy keeps how bad the reaction was and how sure it is', async () => {
  const clinic = await testClinic();
  const { patientId, allergyId } = await aRashAfterPenicillin(clinic);
  const before = await clinic.call('doctor', 'patients.chart', { patientId });
  expect(before.allergies.list).toMatchObject([{ severity: 'mild', certainty: 'unconfirmed', version: 1 }]);
  const said = { reaction: 'rash and swelling', criticality: 'high', severity: 'severe', certainty: 'confirmed' } as const;
  await clinic.call('doctor', 'allergies.amend', { allergyId, version: 1, ...said });
  const after = await clinic.call('doctor', 'patients.chart', { patientId });
  expect(after.allergies.list).toMatchObject([{ ...said, version: 2 }]);
});

test('a refuted allergy no longer stops a prescription and is still shown; confirmed again it stops', async () => {
  const clinic = await testClinic();
  const { patientId, allergyId } = await aRashAfterPenicillin(clinic);
  expect(await checkAmoxicillin(clinic, patientId)).toBe(1);
  const line = { allergyId, reaction: 'rash', criticality: 'low', severity: 'mild' } as const;
  await clinic.call('doctor', 'allergies.amend', { ...line, version: 1, certainty: 'refuted', reason: 'took amoxicillin twice since, no reaction' });
  const chart = await clinic.call('doctor', 'patients.chart', { patientId });
  expect(chart.allergies).toMatchObject({ status: 'not-asked', list: [], refuted: [{ substance: 'Penicillin', certainty: 'refuted' }] });
  expect(await checkAmoxicillin(clinic, patientId)).toBe(0);
  await clinic.call('nurse', 'allergies.recordNoneKnown', { patientId });
  expect((await clinic.call('doctor', 'patients.chart', { patientId })).allergies.status).toBe('none-known');
  await clinic.call('doctor', 'allergies.amend', { ...line, version: 2, certainty: 'confirmed' });
  const again = await clinic.call('doctor', 'patients.chart', { patientId });
  expect(again.allergies).toMatchObject({ status: 'recorded', list: [{ certainty: 'confirmed' }], refuted: [] });
  expect(await checkAmoxicillin(clinic, patientId)).toBe(1);
}); // prettier-ignore

test('refused: refuting without a reason, an old version, a role that may not; nothing is changed', async () => {
  const clinic = await testClinic();
  const { allergyId } = await aRashAfterPenicillin(clinic);
  const line = { allergyId, reaction: 'rash', criticality: 'low', severity: 'mild', certainty: 'refuted' } as const;
  const because = { version: 1, reason: 'tested' };
  expect(await clinic.ask('doctor', 'allergies.amend', { ...line, version: 1 })).toMatchObject({ error: { code: 'ipc.invalid_input', data: { path: 'reason' } } });
  expect(await clinic.ask('doctor', 'allergies.amend', { ...line, ...because, version: 7 })).toMatchObject({ error: { code: 'version.conflict' } });
  expect(await clinic.ask('front-desk', 'allergies.amend', { ...line, ...because })).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect(clinic.facility.raw.prepare('SELECT verification_status FROM allergy_intolerance').pluck().all()).toEqual(['unconfirmed']);
}); // prettier-ignore

test('the past of an allergy is told: what it was before, and why it changed', async () => {
  const clinic = await testClinic();
  const { allergyId } = await aRashAfterPenicillin(clinic);
  const line = { allergyId, reaction: 'rash', criticality: 'low', severity: 'mild' } as const;
  await clinic.call('doctor', 'allergies.amend', { ...line, version: 1, certainty: 'refuted', reason: 'challenge was harmless' });
  const past = await clinic.call('doctor', 'history.of', { resource: 'AllergyIntolerance', id: allergyId });
  expect(JSON.stringify(past)).toContain('challenge was harmless');
  expect(JSON.stringify(past)).toContain('unconfirmed');
});
