import { describe, expect, test } from 'vitest';
import { ageInDays, ageOfDays } from '../../../../main/clinical/laboratory/ageBand.ts';
import { loadLabCatalogue } from '../../../../main/clinical/laboratory/ranges.ts';
import type { Input } from '../../../../preload/contract/index.ts';
import { aPatient, anOpenEncounter } from '../../../support/factories.ts';
import { type TestClinic, testClinic } from '../../../support/testContext.ts';

const haemoglobin = '718-7';
const range = (changes: Partial<Input<'laboratory.setRange'>> = {}): Input<'laboratory.setRange'> => ({
  labRangeId: null,
  loinc: haemoglobin,
  unit: 'g/dL',
  sex: '',
  fromAge: '18y',
  beforeAge: '',
  criticalLow: 5,
  normalLow: 11,
  normalHigh: 16,
  criticalHigh: 21,
  source: 'Leaflet of the analyser',
  edition: '2026-03',
  version: 0,
  reason: '',
  ...changes,
});
const set = (clinic: TestClinic, changes: Partial<Input<'laboratory.setRange'>> = {}) =>
  clinic.call('laboratory', 'laboratory.setRange', range(changes));
const refusal = async (clinic: TestClinic, changes: Partial<Input<'laboratory.setRange'>>) => {
  const answer = await clinic.ask('laboratory', 'laboratory.setRange', range(changes));
  return answer.ok ? 'taken' : answer.error.code;
};
const testOf = async (clinic: TestClinic) =>
  (await clinic.call('doctor', 'laboratory.ranges', {})).tests.find(({ loinc }) => loinc === haemoglobin)!;

/** A man of 46 with one haemoglobin. */
async function result(clinic: TestClinic, value: number, unit = 'g/dL') {
  const known = clinic.facility.raw.prepare('SELECT patient_id, id FROM encounter').raw().get() as [string, string] | undefined;
  const patientId = known?.[0] ?? (await aPatient(clinic));
  const encounterId = known?.[1] ?? (await anOpenEncounter(clinic, patientId));
  const { serviceRequestId } = await clinic.call('doctor', 'laboratory.order', { encounterId, loincs: [haemoglobin] });
  await clinic.call('laboratory', 'laboratory.enterResults', {
    serviceRequestId,
    version: 1,
    results: [{ loinc: haemoglobin, value, unit }],
    confirmed: [haemoglobin],
  });
  const { results } = await clinic.call('doctor', 'laboratory.results', { patientId });
  clinic.clock.now = new Date(Date.parse(clinic.clock.now) + 60_000).toISOString();
  return results[0]!;
}

test('a range of one’s own counts before the shipped one from the next result on, also where the shipped one is for the sex', async () => {
  const clinic = await testClinic();
  expect(await result(clinic, 12)).toMatchObject({ interpretation: 'L', referenceLow: 13.5 }); // CIEL: men from 13.5
  await set(clinic);
  expect(await result(clinic, 12)).toMatchObject({ interpretation: 'N', referenceLow: 11, referenceHigh: 16 });
  expect(await result(clinic, 120, 'g/L')).toMatchObject({ interpretation: 'N', referenceLow: 110 });
  expect(await result(clinic, 4.9)).toMatchObject({ interpretation: 'LL' });
  expect(clinic.count('critical_result')).toBe(1);
});

test('of one’s own ranges the one for the sex counts first; who is too young for any falls under the shipped ones', async () => {
  const clinic = await testClinic();
  await set(clinic);
  await set(clinic, { sex: 'male', normalLow: 12.5 });
  expect(await result(clinic, 12)).toMatchObject({ interpretation: 'L', referenceLow: 12.5 });
  await set(clinic, { sex: 'female', normalLow: 11.5 });
  const child = await clinic.call('front-desk', 'patients.register', {
    familyName: 'Owusu',
    givenNames: 'Kofi',
    sex: 'male',
    birthDate: '2023-11-21',
  });
  if (child.outcome !== 'registered') throw new Error('not registered');
  const { observationIds } = await clinic.call('laboratory', 'laboratory.recordOutside', {
    patientId: child.patientId,
    performer: 'Lakeside Hospital',
    collectedOn: '2026-11-21',
    results: [{ loinc: haemoglobin, value: 12, unit: 'g/dL' }],
  });
  expect(clinic.facility.raw.prepare('SELECT reference_low FROM observation WHERE id = ?').pluck().get(observationIds[0])).toBe(11.5); // CIEL, two to six years
});

test('changed with a version guard, withdrawn with a reason; issued results keep their limits, the history all of it', async () => {
  const clinic = await testClinic();
  const { labRangeId } = await set(clinic);
  const before = await result(clinic, 12);
  const { version } = await set(clinic, { labRangeId, version: 1, normalLow: 12.5, reason: 'new reagent' });
  expect(await refusal(clinic, { labRangeId, version: 1 })).toBe('version.conflict');
  expect(await result(clinic, 12)).toMatchObject({ interpretation: 'L' });
  expect(before).toMatchObject({ interpretation: 'N', referenceLow: 11 });
  expect((await testOf(clinic)).own).toMatchObject([{ normalLow: 12.5, source: 'Leaflet of the analyser', edition: '2026-03' }]);
  await clinic.call('laboratory', 'laboratory.withdrawRange', { labRangeId, version, reason: 'analyser sold' });
  expect((await testOf(clinic)).own).toEqual([]);
  expect(await result(clinic, 12)).toMatchObject({ referenceLow: 13.5 });
  const { entries } = await clinic.call('auditor', 'configuration.history', { resource: 'lab_range' });
  expect(entries.map(({ action, reason, subject }) => [action, reason, subject])).toEqual([
    ['amend', 'analyser sold', haemoglobin],
    ['amend', 'new reagent', haemoglobin],
    ['create', '', haemoglobin],
  ]);
  expect(entries[1]?.changes).toContainEqual(expect.objectContaining({ before: '11', after: '12.5' }));
});

test('what cannot be a range is refused in words, and nothing is kept', async () => {
  const clinic = await testClinic();
  expect(await refusal(clinic, { unit: 'mm[Hg]' })).toBe('result.unit');
  expect(await refusal(clinic, { loinc: '70569-9', unit: '{presence}' })).toBe('result.unit');
  expect(await refusal(clinic, { loinc: '0-0' })).toBe('not_found');
  expect(await refusal(clinic, { normalLow: 17 })).toBe('range.order');
  expect(await refusal(clinic, { criticalLow: 12 })).toBe('range.order');
  expect(await refusal(clinic, { fromAge: '18y', beforeAge: '18y' })).toBe('range.order');
  expect(await refusal(clinic, { criticalLow: null, normalLow: null, normalHigh: null, criticalHigh: null })).toBe('range.empty');
  expect(await refusal(clinic, { fromAge: 'eighteen' })).toBe('ipc.invalid_input');
  expect(await refusal(clinic, { source: '' })).toBe('ipc.invalid_input');
  expect(clinic.count('lab_range')).toBe(0);
  await set(clinic);
  expect(await refusal(clinic, { fromAge: '60y' })).toBe('range.overlap');
  expect(await refusal(clinic, { fromAge: '12y', beforeAge: '19y' })).toBe('range.overlap');
  expect(await refusal(clinic, { fromAge: '12y', beforeAge: '18y' })).toBe('taken');
  expect(await refusal(clinic, { sex: 'female' })).toBe('taken');
});

test('the front desk reads the ranges and cannot change them', async () => {
  const clinic = await testClinic();
  const answer = await clinic.ask('doctor', 'laboratory.setRange', range());
  expect(answer.ok ? 'taken' : answer.error.code).toBe('auth.forbidden');
  expect((await clinic.call('front-desk', 'laboratory.ranges', {})).tests.length).toBeGreaterThan(50);
});

describe('panels', () => {
  const offered = async (clinic: TestClinic, text: string) =>
    (await clinic.call('doctor', 'laboratory.catalogue', { text })).panels.map(({ name, loincs }) => [name, loincs.length]);

  test('a shipped one gets other tests, or is not offered; a new one is found at once', async () => {
    const clinic = await testClinic();
    const kidney = { code: 'kidney', name: 'Kidney, short', loincs: ['14682-9', '2823-3', '14682-9'], isActive: true, version: 0 };
    expect(await offered(clinic, 'kidney')).toEqual([['Kidney function and electrolytes', 5]]);
    const { version } = await clinic.call('laboratory', 'laboratory.setPanel', kidney);
    expect(await offered(clinic, 'kidney')).toEqual([['Kidney, short', 2]]);
    await clinic.call('laboratory', 'laboratory.setPanel', { ...kidney, isActive: false, version });
    expect(await offered(clinic, 'kidney')).toEqual([]);
    await clinic.call('laboratory', 'laboratory.setPanel', { code: null, name: 'Fever', loincs: ['70569-9'], isActive: true, version: 0 });
    expect(await offered(clinic, 'fever')).toEqual([['Fever', 1]]);
  });

  test('a test that is not known and an old version are refused', async () => {
    const clinic = await testClinic();
    const ask = async (changes: object) => {
      const panel = { code: 'liver', name: 'Liver', loincs: ['1742-6'], isActive: true, version: 0, ...changes };
      const answer = await clinic.ask('laboratory', 'laboratory.setPanel', panel);
      return answer.ok ? 'taken' : answer.error.code;
    };
    expect(await ask({ loincs: ['0-0'] })).toBe('not_found');
    expect(await ask({ code: 'nothing' })).toBe('not_found');
    expect(await ask({ version: 3 })).toBe('version.conflict');
    expect(await ask({})).toBe('taken');
    expect(await ask({})).toBe('version.conflict');
  });
});

test('ages as they are printed are the days of the shipped ranges, both ways', () => {
  expect(['0d', '6w', '1m', '6m', '12y', '18y'].map(ageInDays)).toEqual([0, 42, 31, 183, 4383, 6575]);
  for (const { fromDays, beforeDays } of loadLabCatalogue().ranges) {
    expect(ageInDays(ageOfDays(fromDays))).toBe(fromDays);
    expect(ageInDays(ageOfDays(beforeDays))).toBe(beforeDays);
  }
});
