import { expect, test } from 'vitest';
import { aPatient, anOpenEncounter } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

test('the score of a visit: of each sign the newest value, what is missing counted, and no score without any', async () => {
  const clinic = await testClinic();
  const encounterId = await anOpenEncounter(clinic, await aPatient(clinic));
  expect(await clinic.call('nurse', 'observations.earlyWarning', { encounterId })).toEqual({ earlyWarning: null, why: 'nothing-measured' });
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'heart-rate', value: 135 }] });
  clinic.clock.now = '2026-11-21T08:10:00.000Z';
  await clinic.call('nurse', 'encounters.recordVitals', {
    encounterId,
    values: [
      { sign: 'heart-rate', value: 112 },
      { sign: 'respiratory-rate', value: 22 },
    ],
    findings: [{ sign: 'consciousness', answer: 'voice' }],
  });
  const { earlyWarning } = await clinic.call('nurse', 'observations.earlyWarning', { encounterId });
  expect(earlyWarning).toMatchObject({ system: 'NEWS2', score: 7, level: 'high', measured: 3, of: 7 });
  expect(earlyWarning?.parts.find((part) => part.sign === 'heart-rate')).toEqual({ sign: 'heart-rate', value: 112, points: 2 });
});

test('scale 2 is decided once for the person and holds in the next visit', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const first = await anOpenEncounter(clinic, patientId);
  const saturation = [{ sign: 'oxygen-saturation', value: 89 }] as const;
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId: first, values: [...saturation] });
  expect((await clinic.call('nurse', 'observations.earlyWarning', { encounterId: first })).earlyWarning?.score).toBe(3);
  await clinic.call('doctor', 'encounters.recordVitals', { encounterId: first, values: [], findings: [{ sign: 'oxygen-scale', answer: 'scale-2' }] });
  await clinic.call('doctor', 'encounters.finish', { encounterId: first });
  const second = await anOpenEncounter(clinic, patientId);
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId: second, values: [...saturation] });
  expect((await clinic.call('nurse', 'observations.earlyWarning', { encounterId: second })).earlyWarning?.score).toBe(0);
}); // prettier-ignore

test.each([
  ['2010-11-22', 'Bedside PEWS'], // 15 years, 16 tomorrow
  ['2010-11-21', 'NEWS2'], // the sixteenth birthday
  ['2026-11-21', 'Bedside PEWS'], // born today
  ['1906-11-20', 'NEWS2'], // 120 years
])('born on %s: %s', async (birthDate, system) => {
  const clinic = await testClinic();
  const encounterId = await anOpenEncounter(clinic, await aPatient(clinic, { birthDate }));
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'heart-rate', value: 110 }] });
  expect((await clinic.call('nurse', 'observations.earlyWarning', { encounterId })).earlyWarning?.system).toBe(system);
});

test('without an age there is no score, and it says so', async () => {
  const clinic = await testClinic();
  const encounterId = await anOpenEncounter(clinic, await aPatient(clinic, { birthDate: null }));
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'heart-rate', value: 80 }] });
  expect(await clinic.call('nurse', 'observations.earlyWarning', { encounterId })).toEqual({ earlyWarning: null, why: 'age-unknown' });
});

test('700 kg is asked about at any age; 32 kg only of an infant; lower pressure above upper can never be', async () => {
  const clinic = await testClinic();
  const adult = await anOpenEncounter(clinic, await aPatient(clinic));
  const infant = await anOpenEncounter(clinic, await aPatient(clinic, { familyName: 'Adjei', givenNames: 'Esi', sex: 'female', birthDate: '2026-08-20' }));
  const weigh = (encounterId: string, value: number, confirmed: 'body-weight'[] = []) =>
    clinic.ask('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'body-weight', value }], confirmed });
  const asked = { error: { code: 'observation.implausible', data: { signs: ['body-weight'], canConfirm: true } } };
  expect(await weigh(adult, 700)).toMatchObject(asked);
  expect((await weigh(adult, 32)).ok).toBe(true);
  expect(await weigh(infant, 32)).toMatchObject(asked);
  expect(clinic.count('observation')).toBe(1);
  expect((await weigh(infant, 32, ['body-weight'])).ok).toBe(true);
  expect((await weigh(infant, 5.8)).ok).toBe(true);
  const pressure = [{ sign: 'systolic-pressure', value: 80 }, { sign: 'diastolic-pressure', value: 120 }] as const;
  expect(await clinic.ask('nurse', 'encounters.recordVitals', { encounterId: adult, values: [...pressure], confirmed: ['systolic-pressure', 'diastolic-pressure'] })).toMatchObject({
    error: { code: 'observation.implausible', data: { signs: ['systolic-pressure', 'diastolic-pressure'], canConfirm: false } },
  });
  expect(await clinic.ask('nurse', 'encounters.recordVitals', { encounterId: adult, values: [] })).toMatchObject({ error: { code: 'ipc.invalid_input' } });
}); // prettier-ignore

test('growth: one point a visit with its z-scores; a swollen child is not scored by weight', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { sex: 'female', birthDate: '2025-11-21' }); // 365 days old
  expect((await clinic.call('doctor', 'observations.growth', { patientId })).why).toBe('nothing-measured');
  const encounterId = await anOpenEncounter(clinic, patientId);
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'body-weight', value: 8.9 }, { sign: 'body-length', value: 74 }, { sign: 'arm-circumference', value: 11.2 }] });
  const { visits, why } = await clinic.call('doctor', 'observations.growth', { patientId });
  expect(why).toBe('');
  expect(visits).toMatchObject([{ ageDays: 365, hasOedema: false, arm: 'severe-acute-malnutrition' }]);
  expect(visits[0]?.scores.map(({ indicator, x, class: named }) => [indicator, x, named])).toEqual([
    ['weight-for-age', 365, 'expected'],
    ['length-for-age', 365, 'expected'],
    ['weight-for-length', 74, 'expected'],
    ['bmi-for-age', 365, 'expected'],
    ['arm-circumference-for-age', 365, null],
  ]);
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [], findings: [{ sign: 'feet-oedema', answer: 'present' }] });
  const swollen = await clinic.call('doctor', 'observations.growth', { patientId });
  expect(swollen.visits[0]?.scores.map((score) => score.indicator)).toEqual(['length-for-age', 'arm-circumference-for-age']);
}); // prettier-ignore

test.each([
  [{ birthDate: null }, 'birth-date-unknown'],
  [{ birthDate: '2020-01-01', birthDatePrecision: 'year' as const }, 'birth-date-unknown'],
  [{ birthDate: '1980-05-17' }, 'over-19'],
  [{ sex: 'unknown' as const }, 'sex-unknown'],
])('growth says why there is none: %j', async (person, why) => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, person);
  const encounterId = await anOpenEncounter(clinic, patientId);
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'body-weight', value: 60 }] });
  expect(await clinic.call('doctor', 'observations.growth', { patientId })).toMatchObject({ why, visits: [] });
});

test('curves run over age or length', async () => {
  const clinic = await testClinic();
  const byAge = await clinic.call('doctor', 'observations.growthCurves', { sex: 'male', indicator: 'weight-for-age', span: 'birth-to-5' });
  expect(byAge).toMatchObject({ x: 'days', from: 0, to: 1826 });
  expect(byAge.curves.find((curve) => curve.z === 0)?.points[0]).toEqual([0, 3.346]);
  const byLength = await clinic.call('doctor', 'observations.growthCurves', { sex: 'male', indicator: 'weight-for-length', span: 'birth-to-2' });
  expect(byLength).toMatchObject({ x: 'cm', from: 45, to: 110 });
}); // prettier-ignore
