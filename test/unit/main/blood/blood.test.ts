import { expect, test } from 'vitest';
import type { RawInput } from '../../../../preload/contract/index.ts';
import { aPatient } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const aUnit = async (clinic: TestClinic, over: Partial<RawInput<'blood.receive'>> = {}) => {
  const unit = { unitNumber: 'G0999 26 000001', component: 'red-cells', group: { abo: 'O', rhd: 'neg' }, volumeMl: 280, expiry: '2026-12-20', source: 'Regional blood bank', ...over } as const;
  return (await clinic.call('laboratory', 'blood.receive', unit)).unitId;
}; // prettier-ignore

test('the search for a person: only what they may get, own group first, then the first to expire', async () => {
  const clinic = await testClinic();
  const o = await aUnit(clinic);
  const late = await aUnit(clinic, { unitNumber: 'G0002', group: { abo: 'A', rhd: 'pos' }, expiry: '2026-12-25' });
  const soon = await aUnit(clinic, { unitNumber: 'G0003', group: { abo: 'A', rhd: 'pos' }, expiry: '2026-11-25' });
  await aUnit(clinic, { unitNumber: 'G0004', group: { abo: 'B', rhd: 'pos' } });
  const gone = await aUnit(clinic, { unitNumber: 'G0005', group: { abo: 'A', rhd: 'pos' }, expiry: '2026-11-21' });
  clinic.clock.now = '2026-11-22T08:00:00.000Z';
  const search = async (group: { abo: 'A' | 'O'; rhd: 'pos' } | null) => (await clinic.call('doctor', 'blood.list', { component: 'red-cells', for: { group } })).units.map((unit) => unit.unitId);
  expect(await search({ abo: 'A', rhd: 'pos' })).toEqual([soon, late, o]);
  expect(await search({ abo: 'O', rhd: 'pos' })).toEqual([o]);
  expect(await search(null)).toEqual([o]);
  const { units, levels } = await clinic.call('doctor', 'blood.list', {});
  expect(units.find((unit) => unit.unitId === gone)).toMatchObject({ isExpired: true, status: 'available' });
  expect(levels).toContainEqual({ component: 'red-cells', group: { abo: 'A', rhd: 'pos' }, units: 2, nearestExpiry: '2026-11-25' });
  expect(await clinic.ask('laboratory', 'blood.receive', { unitNumber: 'g0999 26000001', component: 'red-cells', group: { abo: 'O', rhd: 'neg' }, volumeMl: 280, expiry: '2026-12-20', source: 'Bank' })).toMatchObject({ error: { code: 'blood.number_taken' } });
}); // prettier-ignore

test('kept, cross-matched, issued, transfused; each step only from the one before', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const unitId = await aUnit(clinic, { group: { abo: 'A', rhd: 'pos' } });
  const patientGroup = { abo: 'AB', rhd: 'pos' } as const;
  const refused = (envelope: unknown) => (envelope as { error?: { code: string } }).error?.code;
  expect(refused(await clinic.ask('doctor', 'blood.reserve', { unitId, version: 1, patientId, patientGroup: { abo: 'O', rhd: 'pos' } }))).toBe('blood.incompatible');
  expect(refused(await clinic.ask('doctor', 'blood.reserve', { unitId, version: 1, patientId, patientGroup: null }))).toBe('blood.incompatible');
  expect(refused(await clinic.ask('doctor', 'blood.issue', { unitId, version: 1 }))).toBe('blood.not_reserved');
  const { version } = await clinic.call('doctor', 'blood.reserve', { unitId, version: 1, patientId, patientGroup });
  expect(refused(await clinic.ask('doctor', 'blood.reserve', { unitId, version, patientId, patientGroup }))).toBe('blood.not_available');
  expect((await clinic.call('laboratory', 'blood.reservation', { unitId })).reservation).toMatchObject({ patient: { patientId }, patientGroup, crossMatch: 'pending', isLate: false });
  expect(refused(await clinic.ask('doctor', 'blood.issue', { unitId, version }))).toBe('blood.not_cross_matched');
  expect(refused(await clinic.ask('laboratory', 'blood.crossMatch', { unitId, version: 1, result: 'compatible' }))).toBe('version.conflict');
  const matched = await clinic.call('laboratory', 'blood.crossMatch', { unitId, version, result: 'compatible' });
  const issued = await clinic.call('laboratory', 'blood.issue', { unitId, version: matched.version });
  const ended = await clinic.call('laboratory', 'blood.end', { unitId, version: issued.version, outcome: 'transfused' });
  expect((await clinic.call('doctor', 'blood.get', { unitId })).unit).toMatchObject({ status: 'transfused', version: ended.version });
  expect(refused(await clinic.ask('laboratory', 'blood.end', { unitId, version: ended.version, outcome: 'discarded', reason: 'again' }))).toBe('blood.wrong_step');
  expect((await clinic.call('doctor', 'blood.list', { show: 'gone' })).units).toHaveLength(1);
}); // prettier-ignore

test('an emergency goes on without a cross-match, with a reason that stands; an incompatible one frees the unit', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const unitId = await aUnit(clinic);
  const { version } = await clinic.call('doctor', 'blood.reserve', { unitId, version: 1, patientId, patientGroup: null });
  await clinic.call('doctor', 'blood.issue', { unitId, version, emergencyReason: 'bleeding after birth' });
  expect((await clinic.call('doctor', 'blood.reservation', { unitId })).reservation).toMatchObject({ crossMatch: 'emergency', emergencyReason: 'bleeding after birth' });
  const second = await aUnit(clinic, { unitNumber: 'G0002' });
  const kept = await clinic.call('doctor', 'blood.reserve', { unitId: second, version: 1, patientId, patientGroup: null });
  await clinic.call('laboratory', 'blood.crossMatch', { unitId: second, version: kept.version, result: 'incompatible', note: 'agglutination' });
  expect((await clinic.call('doctor', 'blood.get', { unitId: second })).unit.status).toBe('available');
  expect((await clinic.call('doctor', 'blood.reservation', { unitId: second })).reservation).toBeNull();
}); // prettier-ignore
