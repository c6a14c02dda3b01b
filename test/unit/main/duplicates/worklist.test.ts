import { expect, test } from 'vitest';
import { findEnded } from '../../../../main/duplicates/find.ts';
import { inventedRegister } from '../../../support/inventedRegister.ts';
import { type TestClinic, testClinic } from '../../../support/testContext.ts';

/** Registers past the warning, as a list that was taken over from paper would be. */
async function aRegister(
  clinic: TestClinic,
  rows = inventedRegister(1, { people: 60, twice: 12, errors: 2 }),
): Promise<Map<string, number>> {
  const who = new Map<string, number>();
  for (const row of rows) {
    const details = {
      familyName: row.family,
      givenNames: row.given,
      sex: row.sex === 'f' ? ('female' as const) : row.sex === 'm' ? ('male' as const) : ('unknown' as const),
      birthDate: row.born,
      phone: row.phone,
      village: row.village,
    };
    const answer = await clinic.call('front-desk', 'patients.register', { ...details, differentFrom: [...who.keys()] });
    if (answer.outcome === 'registered') who.set(answer.patientId, row.of);
  }
  return who;
}

async function look(clinic: TestClinic): Promise<void> {
  await clinic.call('doctor', 'duplicates.find', {});
  await findEnded(clinic.facility);
}

test('a look through the file lists who stands in it twice, with the weight of each field', async () => {
  const clinic = await testClinic();
  const who = await aRegister(clinic);
  expect((await clinic.call('doctor', 'duplicates.list', {})).run).toBeNull();
  await look(clinic);
  const { run, total, pairs } = await clinic.call('doctor', 'duplicates.list', {});
  expect(run).toMatchObject({ status: 'done', records: who.size });
  expect(pairs).toHaveLength(total);
  const right = pairs.filter(({ one, other }) => who.get(one.patientId) === who.get(other.patientId));
  expect(right.length).toBeGreaterThan(8);
  expect(right.length / pairs.length).toBeGreaterThan(0.8);
  expect(pairs.map(({ score }) => score)).toEqual(pairs.map(({ score }) => score).toSorted((a, b) => b - a));
  expect(pairs[0]!.evidence.map(({ field }) => field).slice(0, 6)).toEqual(['given', 'family', 'birthDate', 'sex', 'phone', 'village']);
  expect(clinic.changed.flat()).toContain('duplicate_pair');
  const paged = await clinic.call('doctor', 'duplicates.list', { offset: 1, limit: 2 });
  expect(paged.pairs).toEqual(pairs.slice(1, 3));
});

test('who was said to be two people is asked about no more, also by the next look, until it is taken back', async () => {
  const clinic = await testClinic();
  await aRegister(clinic);
  await look(clinic);
  const { total, pairs } = await clinic.call('doctor', 'duplicates.list', {});
  const records = [{ patientId: pairs[0]!.other.patientId }, { patientId: pairs[0]!.one.patientId }];
  await clinic.call('doctor', 'duplicates.distinguish', { records });
  await clinic.call('doctor', 'duplicates.distinguish', { records });
  expect(clinic.count('patient_distinction')).toBe(1);
  await look(clinic);
  expect((await clinic.call('doctor', 'duplicates.list', {})).total).toBe(total - 1);
  const apart = await clinic.call('doctor', 'duplicates.list', { show: 'distinguished' });
  expect(apart.pairs.map(({ one }) => one.patientId)).toEqual([pairs[0]!.one.patientId]);
  await clinic.call('doctor', 'duplicates.reconsider', { records });
  expect((await clinic.call('doctor', 'duplicates.list', {})).total).toBe(total);
});

test('a merged pair leaves the list and comes back when the merge is undone', async () => {
  const clinic = await testClinic();
  await aRegister(clinic);
  await look(clinic);
  const { total, pairs } = await clinic.call('doctor', 'duplicates.list', {});
  const { one, other } = pairs[0]!;
  const record = ({ patientId, version }: typeof one) => ({ patientId, version });
  const { linkId } = await clinic.call('doctor', 'duplicates.merge', { surviving: record(one), merged: record(other), take: [] });
  expect((await clinic.call('doctor', 'duplicates.list', {})).total).toBeLessThan(total);
  await clinic.call('doctor', 'duplicates.unmerge', { linkId, reason: 'two people after all' });
  expect((await clinic.call('doctor', 'duplicates.list', {})).total).toBe(total);
});

test('one look at a time; it can be stopped, and what was found before stays', async () => {
  const clinic = await testClinic();
  await aRegister(clinic);
  await look(clinic);
  const before = (await clinic.call('doctor', 'duplicates.list', {})).total;
  await clinic.call('doctor', 'duplicates.find', {});
  expect(await clinic.ask('doctor', 'duplicates.find', {})).toMatchObject({ ok: false, error: { code: 'duplicates.running' } });
  expect((await clinic.call('doctor', 'duplicates.list', {})).run?.status).toBe('running');
  await clinic.call('doctor', 'duplicates.cancel', {});
  const { run, total } = await clinic.call('doctor', 'duplicates.list', {});
  expect([run?.status, total]).toEqual(['cancelled', before]);
  await look(clinic);
  expect((await clinic.call('doctor', 'duplicates.list', {})).run?.status).toBe('done');
});

test('a look that a power cut ended is not running any more', async () => {
  const clinic = await testClinic();
  clinic.facility.raw
    .prepare(`INSERT INTO duplicate_run (id, started_at, status, records) VALUES ('r', '2026-11-20T08:00:00.000Z', 'running', 3)`)
    .run();
  expect((await clinic.call('doctor', 'duplicates.list', {})).run?.status).toBe('cancelled');
});

test('the work list is for those who may merge', async () => {
  const clinic = await testClinic();
  for (const method of ['duplicates.list', 'duplicates.find', 'duplicates.merges'] as const)
    expect(await clinic.ask('front-desk', method, {})).toMatchObject({ ok: false, error: { code: 'auth.forbidden' } });
});

test('what a look learned is kept with it: each field, how often it agrees in one person and by chance, and what it counts', async () => {
  const clinic = await testClinic();
  await aRegister(clinic);
  await look(clinic);
  const { run } = await clinic.call('doctor', 'duplicates.list', {});
  expect(run?.weights.map(({ field }) => field)).toEqual(['given', 'family', 'birthDate', 'sex', 'phone', 'village']);
  for (const { field, levels } of run?.weights ?? []) {
    const [same, different] = [levels.find(({ level }) => level === 'same')!, levels.find(({ level }) => level === 'different')!];
    expect(same.weight, field).toBeGreaterThan(different.weight);
    expect(same.weight).toBeCloseTo(Math.log2(same.agree / same.chance), 1);
    expect(levels.reduce((sum, { agree }) => sum + agree, 0)).toBeCloseTo(1, 6);
  }
});
