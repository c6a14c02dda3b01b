import { expect, test } from 'vitest';
import { gatherFacts } from '../../../../main/prescriptions/facts.ts';
import { addDays } from '../../../../preload/contract/dates.ts';
import { anOpenEncounter, aPatient } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

const today = '2026-11-21';
const aWoman = { familyName: 'Asante', givenNames: 'Efua', sex: 'female', birthDate: '1998-02-14' } as const;

async function pregnant(lastPeriod: string | null, ultrasound: { day: string; gestationDays: number } | null = null) {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, aWoman);
  const { pregnancyId } = await clinic.call('nurse', 'pregnancies.record', { patientId, lastPeriod, ultrasound });
  const current = async () => (await clinic.call('nurse', 'pregnancies.current', { patientId })).pregnancy;
  return { clinic, patientId, pregnancyId, current };
}

test('dated by the last period until a scan says otherwise by more than the limit', async () => {
  const lastPeriod = addDays(today, -171); // 24+3
  const { clinic, pregnancyId, current } = await pregnant(lastPeriod);
  expect(await current()).toMatchObject({ edd: addDays(lastPeriod, 280), basis: 'last-period', gestationDays: 171, trimester: 2, isSuboptimal: true, version: 1 });
  const scan = (gestationDays: number) => ({ day: addDays(lastPeriod, 84), gestationDays });
  await clinic.call('nurse', 'pregnancies.amend', { pregnancyId, version: 1, lastPeriod, ultrasound: scan(77) });
  expect(await current()).toMatchObject({ basis: 'last-period', differenceDays: 7, thresholdDays: 7, isSuboptimal: false });
  expect(await clinic.ask('nurse', 'pregnancies.amend', { pregnancyId, version: 1, lastPeriod, ultrasound: scan(76) })).toMatchObject({ error: { code: 'version.conflict' } });
  await clinic.call('nurse', 'pregnancies.amend', { pregnancyId, version: 2, lastPeriod, ultrasound: scan(76) });
  expect(await current()).toMatchObject({ basis: 'ultrasound', edd: addDays(lastPeriod, 288), gestationDays: 163 });
}); // prettier-ignore

test('dates that can’t be are refused, and so is a second pregnancy at once', async () => {
  const { clinic, patientId } = await pregnant(addDays(today, -100));
  const record = (lastPeriod: string | null, ultrasound: { day: string; gestationDays: number } | null = null) =>
    clinic.ask('nurse', 'pregnancies.record', { patientId, lastPeriod, ultrasound });
  expect(await record(addDays(today, -50))).toMatchObject({ error: { code: 'pregnancy.going_on' } });
  const other = await aPatient(clinic, { ...aWoman, familyName: 'Owusu', birthDate: '2001-07-07' });
  const refused = { error: { code: 'pregnancy.dates' } };
  for (const [lastPeriod, ultrasound] of [
    [null, null],
    [addDays(today, 1), null],
    [addDays(today, -309), null],
    [null, { day: addDays(today, 1), gestationDays: 70 }],
  ] as const)
    expect(await clinic.ask('nurse', 'pregnancies.record', { patientId: other, lastPeriod, ultrasound })).toMatchObject(refused);
  expect(clinic.count('pregnancy')).toBe(1);
});

test('a contact fills its place in the eight; one a visit, only in her own', async () => {
  const { clinic, patientId, pregnancyId, current } = await pregnant(addDays(today, -26 * 7));
  const encounterId = await anOpenEncounter(clinic, patientId);
  const contact = { pregnancyId, encounterId, fundalHeightCm: 25.5, fetalHeartRate: 172, presentation: 'cephalic', urineProtein: '1+' } as const;
  await clinic.call('nurse', 'pregnancies.recordContact', contact);
  const pregnancy = await current();
  expect(pregnancy?.visits).toMatchObject([{ fundalHeightCm: 25.5, fetalHeartRate: 172, isHeartRateUnusual: true, urineProtein: '1+', gestationDays: 182 }]);
  expect(pregnancy?.contacts.map((one) => one.status)).toEqual(['missed', 'missed', 'done', 'upcoming', 'upcoming', 'upcoming', 'upcoming', 'upcoming']);
  expect(await clinic.ask('nurse', 'pregnancies.recordContact', contact)).toMatchObject({ error: { code: 'pregnancy.contact_made' } });
  const other = await anOpenEncounter(clinic, await aPatient(clinic));
  expect(await clinic.ask('nurse', 'pregnancies.recordContact', { ...contact, encounterId: other })).toMatchObject({ error: { code: 'not_found' } });
}); // prettier-ignore

test('NEWS2 is not given in pregnancy, and is again when it has ended', async () => {
  const { clinic, patientId, pregnancyId, current } = await pregnant(addDays(today, -200));
  const encounterId = await anOpenEncounter(clinic, patientId);
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'heart-rate', value: 104 }] });
  expect(await clinic.call('nurse', 'observations.earlyWarning', { encounterId })).toEqual({ earlyWarning: null, why: 'pregnant' });
  await clinic.call('nurse', 'pregnancies.end', { pregnancyId, version: 1, outcome: 'live-birth', endedOn: addDays(today, -1) });
  expect(await current()).toBeNull();
  expect((await clinic.call('nurse', 'observations.earlyWarning', { encounterId })).earlyWarning?.score).toBe(1);
  expect(await clinic.ask('nurse', 'pregnancies.end', { pregnancyId, version: 2, outcome: 'live-birth' })).toMatchObject({ error: { code: 'not_found' } });
}); // prettier-ignore

test('the safety check knows of the pregnancy, and of the length of a child who was measured lying', async () => {
  const { clinic, patientId } = await pregnant(addDays(today, -171));
  const { facts } = await gatherFacts(clinic.ctx('doctor'), patientId);
  expect(facts.patient).toMatchObject({ pregnant: true, gestationWeeks: 24, heightCm: null });
  const childId = await aPatient(clinic, { ...aWoman, familyName: 'Darko', birthDate: addDays(today, -300) });
  const encounterId = await anOpenEncounter(clinic, childId);
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'body-length', value: 71 }] });
  expect((await gatherFacts(clinic.ctx('doctor'), childId)).facts.patient).toMatchObject({ pregnant: null, gestationWeeks: null, heightCm: 71 });
}); // prettier-ignore
