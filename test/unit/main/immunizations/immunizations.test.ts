import { expect, test } from 'vitest';
import { addDays } from '../../../../preload/contract/dates.ts';
import { aLot, anItem, anOpenEncounter, aPatient } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const today = '2026-11-21';
const product = { ingredients: [{ inn: 'measles vaccine', strength: 1, unit: '{dose}' }], form: 'injection', unit: 'dose', atc: null };
const aVaccine = (clinic: TestClinic) => anItem(clinic, { name: 'Measles-rubella vaccine, 10 doses', product, packSize: 10 });
const aChild = (clinic: TestClinic, birthDate: string, name = 'Ama') =>
  aPatient(clinic, { familyName: `Boateng ${name}`, givenNames: name, sex: 'female', birthDate });
const seriesOf = async (clinic: TestClinic, patientId: string, name: string) =>
  (await clinic.call('nurse', 'immunizations.card', { patientId })).series.find((one) => one.series === name);
const onHand = async (clinic: TestClinic, itemId: string) =>
  (await clinic.call('pharmacy-clerk', 'inventory.item', { itemId })).item.onHand;

test('a dose given here takes the first expiring lot, in one transaction, and stands on the card with its lot', async () => {
  const clinic = await testClinic();
  const patientId = await aChild(clinic, addDays(today, -280));
  const itemId = await aVaccine(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 10, lotNumber: 'LATE' });
  await aLot(clinic, { itemId, expiry: '2027-01-31', onHand: 10, lotNumber: 'EARLY' });
  expect((await seriesOf(clinic, patientId, 'Measles-rubella'))?.doses[0]).toMatchObject({ status: 'due' });
  const answer = await clinic.call('nurse', 'immunizations.record', { patientId, series: 'Measles-rubella', isPrimarySource: true, itemId, site: 'left arm' });
  expect(answer).toMatchObject({ lotNumber: 'EARLY', expiry: '2027-01-31', counts: true });
  const card = await clinic.call('nurse', 'immunizations.card', { patientId });
  expect(card.given).toMatchObject([{ series: 'Measles-rubella', vaccine: 'Measles-rubella vaccine, 10 doses', lotNumber: 'EARLY', day: today, isFromStock: true, site: 'left arm' }]);
  expect((await seriesOf(clinic, patientId, 'Measles-rubella'))?.doses.map((dose) => dose.status)).toEqual(['given', 'upcoming']);
  expect(await onHand(clinic, itemId)).toBe(19);
}); // prettier-ignore

test('without stock nothing is written but the demand; expired and held lots are not given', async () => {
  const clinic = await testClinic();
  const patientId = await aChild(clinic, addDays(today, -280));
  const itemId = await aVaccine(clinic);
  const record = { patientId, series: 'Measles-rubella', isPrimarySource: true, itemId } as const;
  expect(await clinic.ask('nurse', 'immunizations.record', record)).toMatchObject({ error: { code: 'stock.insufficient' } });
  expect([clinic.count('immunization'), clinic.count('demand_event')]).toEqual([0, 1]);
});

test('too early is asked about with the first day that counts; a reason lets it be given, and it does not count', async () => {
  const clinic = await testClinic();
  const birthDate = addDays(today, -30);
  const patientId = await aChild(clinic, birthDate);
  const record = { patientId, series: 'OPV', isPrimarySource: true } as const;
  expect(await clinic.ask('nurse', 'immunizations.record', record)).toMatchObject({
    error: { code: 'immunization.too_early', data: { why: 'too-young', earliest: addDays(birthDate, 42) } },
  });
  expect(clinic.count('immunization')).toBe(0);
  expect(await clinic.call('nurse', 'immunizations.record', { ...record, overrideReason: 'Outbreak campaign' })).toMatchObject({ counts: false });
  expect((await seriesOf(clinic, patientId, 'OPV'))?.notCounted).toMatchObject([{ why: 'too-young' }]);
}); // prettier-ignore

test('what a card from elsewhere says is written down as it is, without stock', async () => {
  const clinic = await testClinic();
  const birthDate = addDays(today, -100);
  const patientId = await aChild(clinic, birthDate);
  const copy = (series: string, age: number) =>
    clinic.ask('nurse', 'immunizations.record', {
      patientId,
      series,
      isPrimarySource: false,
      day: addDays(birthDate, age),
      lotNumber: 'X1',
    });
  expect(await copy('BCG', 0)).toMatchObject({ ok: true, value: { counts: true, lotNumber: 'X1' } });
  expect(await copy('OPV', 40)).toMatchObject({ ok: true, value: { counts: false } });
  expect(await copy('OPV', -1)).toMatchObject({ error: { code: 'immunization.before_birth' } });
  expect(await copy('OPV', 101)).toMatchObject({ error: { code: 'date.in_future' } });
  expect(await copy('BCG', 0)).toMatchObject({ error: { code: 'immunization.already_given' } });
  expect(await copy('Unknown', 50)).toMatchObject({ error: { code: 'not_found' } });
});

test('entered in error: off the card, kept in the record, and the unit goes back when it was never given', async () => {
  const clinic = await testClinic();
  const patientId = await aChild(clinic, addDays(today, -280));
  const itemId = await aVaccine(clinic);
  await aLot(clinic, { itemId, expiry: '2027-01-31', onHand: 10 });
  const { immunizationId } = await clinic.call('nurse', 'immunizations.record', { patientId, series: 'Measles-rubella', isPrimarySource: true, itemId });
  await clinic.call('nurse', 'immunizations.enteredInError', { immunizationId, reason: 'wrong child', returnToStock: true });
  expect((await clinic.call('nurse', 'immunizations.card', { patientId })).given).toEqual([]);
  expect([clinic.count('immunization'), await onHand(clinic, itemId)]).toEqual([1, 10]);
  expect(await clinic.ask('nurse', 'immunizations.enteredInError', { immunizationId, reason: 'wrong child' })).toMatchObject({ error: { code: 'not_found' } });
}); // prettier-ignore

test('a reaction stands beside its dose; not before it', async () => {
  const clinic = await testClinic();
  const patientId = await aChild(clinic, addDays(today, -280));
  const { immunizationId } = await clinic.call('nurse', 'immunizations.record', { patientId, series: 'Measles-rubella', isPrimarySource: true });
  const reaction = { immunizationId, reaction: 'Fever 39.5', severity: 'moderate', isSerious: false } as const;
  await clinic.call('nurse', 'immunizations.recordReaction', reaction);
  expect((await clinic.call('nurse', 'immunizations.card', { patientId })).given[0]?.reactions).toEqual([{ day: today, reaction: 'Fever 39.5', severity: 'moderate', isSerious: false }]);
  expect(await clinic.ask('nurse', 'immunizations.recordReaction', { ...reaction, day: addDays(today, -1) })).toMatchObject({ error: { code: 'immunization.reaction_before' } });
}); // prettier-ignore

test('who to call: longest overdue first, who is complete or grown up is not on it', async () => {
  const clinic = await testClinic();
  const late = await aChild(clinic, addDays(today, -200), 'Late');
  const later = await aChild(clinic, addDays(today, -300), 'Later');
  const fresh = await aChild(clinic, addDays(today, -2), 'Fresh');
  await aChild(clinic, '2019-01-01', 'School');
  const list = await clinic.call('nurse', 'immunizations.due', {});
  expect(list.children.map((child) => child.patient.patientId)).toEqual([later, late]);
  expect(list.total).toBe(2);
  const dueToday = await clinic.call('nurse', 'immunizations.due', { which: 'due' });
  expect(dueToday.children.map((child) => child.patient.patientId)).toEqual([later, late, fresh]);
  expect(dueToday.children[2]?.doses.map((dose) => dose.series)).toEqual(['BCG', 'HepB-birth']);
  expect((await clinic.call('nurse', 'immunizations.due', { series: 'Measles-rubella' })).children).toHaveLength(0); // not yet four weeks late
  expect(await clinic.ask('pharmacy-clerk', 'immunizations.due', {})).toMatchObject({ error: { code: 'auth.forbidden' } });
});

test('the country moves an age, switches a vaccine on and adds a dose; ages out of order are refused', async () => {
  const clinic = await testClinic();
  const patientId = await aChild(clinic, addDays(today, -300));
  const set = (dose: number, changes: object) =>
    clinic.ask('manager', 'immunizations.setDose', { series: 'Yellow-fever', dose, minAge: '9m', dueAge: '9m', minInterval: '', endAge: '', isActive: true, version: 0, ...changes });
  expect(await seriesOf(clinic, patientId, 'Yellow-fever')).toBeUndefined();
  expect(await set(1, {})).toMatchObject({ ok: true, value: { version: 1 } });
  expect((await seriesOf(clinic, patientId, 'Yellow-fever'))?.doses[0]?.status).toBe('due');
  expect(await set(2, { dueAge: '6y', minAge: '5y' })).toMatchObject({ ok: true });
  expect((await seriesOf(clinic, patientId, 'Yellow-fever'))?.doses).toHaveLength(2);
  expect(await set(1, { dueAge: '10m' })).toMatchObject({ error: { code: 'version.conflict' } });
  expect(await set(1, { dueAge: '10m', version: 1 })).toMatchObject({ ok: true });
  expect(await set(1, { dueAge: '8m', version: 2 })).toMatchObject({ error: { code: 'immunization.schedule_order' } });
  expect(await clinic.ask('nurse', 'immunizations.setDose', { series: 'BCG', dose: 1, minAge: '0d', dueAge: '0d', minInterval: '', endAge: '', isActive: false, version: 0 })).toMatchObject({ error: { code: 'auth.forbidden' } });
}); // prettier-ignore

test('an estimated birth date: what was given is shown, what is due is not guessed; another person’s visit is refused', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { birthDate: '2025-01-01', birthDatePrecision: 'year' });
  await clinic.call('nurse', 'immunizations.record', { patientId, series: 'BCG', isPrimarySource: true });
  expect(await clinic.call('nurse', 'immunizations.card', { patientId })).toMatchObject({ why: 'birth-date-estimated', series: [], given: [{ series: 'BCG' }] });
  const encounterId = await anOpenEncounter(clinic, await aChild(clinic, '2026-01-01'));
  expect(await clinic.ask('nurse', 'immunizations.record', { patientId, encounterId, series: 'OPV', isPrimarySource: true })).toMatchObject({ error: { code: 'not_found' } });
}); // prettier-ignore
