import { expect, test } from 'vitest';
import type { MergeField } from '../../../../preload/contract/duplicates.ts';
import { aPatient, anOpenEncounter, aPrescription } from '../../../support/factories.ts';
import { type TestClinic, testClinic } from '../../../support/testContext.ts';

const awa = { familyName: 'Traoré', givenNames: 'Awa', sex: 'female', birthDate: '1991-04-12', village: 'Kolda' } as const;
const eva = {
  familyName: 'Owusu',
  givenNames: 'Eva',
  sex: 'female',
  birthDate: '1985-01-01',
  birthDatePrecision: 'year',
  phone: '70112233',
} as const;

async function twoPatients(clinic: TestClinic) {
  const [one, other] = [await aPatient(clinic, awa), await aPatient(clinic, eva)];
  return { one, other };
}

async function merge(clinic: TestClinic, one: string, other: string, take: MergeField[] = [], reason = 'same card') {
  const versionOf = async (patientId: string) => (await clinic.call('doctor', 'patients.chart', { patientId })).patient.version;
  const [surviving, merged] = [
    { patientId: one, version: await versionOf(one) },
    { patientId: other, version: await versionOf(other) },
  ];
  return (await clinic.call('doctor', 'duplicates.merge', { surviving, merged, take, reason })).linkId;
}

const person = async (clinic: TestClinic, patientId: string) => (await clinic.call('doctor', 'patients.chart', { patientId })).patient;
const found = async (clinic: TestClinic, text: string) =>
  (await clinic.call('front-desk', 'patients.search', { text })).patients.map(({ patientId }) => patientId);
const acts = (clinic: TestClinic, patientId: string) =>
  clinic.facility.raw
    .prepare(`SELECT action FROM audit_event WHERE patient_id = ? AND action IN ('merge', 'unmerge') ORDER BY seq`)
    .pluck()
    .all(patientId);

test('the preview shows both, what is proposed, what each holds and what speaks against it', async () => {
  const clinic = await testClinic();
  const { one, other } = await twoPatients(clinic);
  await anOpenEncounter(clinic, other);
  const preview = await clinic.call('doctor', 'duplicates.previewMerge', { surviving: { patientId: one }, merged: { patientId: other } });
  expect(preview.surviving.familyName).toBe('Traoré');
  expect(Object.fromEntries(preview.fields.filter(({ isSame }) => !isSame).map(({ field, proposed }) => [field, proposed]))).toEqual({
    familyName: 'surviving',
    givenNames: 'surviving',
    birthDate: 'surviving',
    phone: 'merged', // only the other record has one
    village: 'surviving',
  });
  expect(preview.fields.find(({ field }) => field === 'sex')?.isSame).toBe(true);
  expect(preview.holds).toEqual({ surviving: [], merged: [{ kind: 'encounter', count: 1 }] });
  expect(preview.warnings).toEqual(['other-given-name']);
});

test('merged records are read, found and listed as one; no row moves', async () => {
  const clinic = await testClinic();
  const { one, other } = await twoPatients(clinic);
  await clinic.call('nurse', 'allergies.record', { patientId: other, substance: 'Penicillin' });
  await merge(clinic, one, other, ['phone']);
  expect((await clinic.call('doctor', 'patients.chart', { patientId: one })).allergies.list).toHaveLength(1);
  expect(await person(clinic, one)).toMatchObject({ phone: '70112233', familyName: 'Traoré' });
  const { number } = await person(clinic, other);
  for (const text of ['awa traore', 'eva owusu', '70112233', number]) expect(await found(clinic, text), text).toEqual([one]);
  const { total, patients } = await clinic.call('front-desk', 'patients.list', {});
  expect([total, patients.map(({ patientId }) => patientId)]).toEqual([1, [one]]);
  expect(clinic.facility.raw.prepare('SELECT patient_id FROM allergy_intolerance').pluck().all()).toEqual([other]);
  expect([acts(clinic, one), acts(clinic, other)]).toEqual([['merge'], ['merge']]);
});

test('somebody registered again under the merged name is answered with the surviving record', async () => {
  const clinic = await testClinic();
  const { one, other } = await twoPatients(clinic);
  await merge(clinic, one, other);
  const again = await clinic.call('front-desk', 'patients.register', { ...eva, birthDatePrecision: 'year' });
  expect(again).toMatchObject({ outcome: 'likely-duplicate', candidates: [{ patientId: one }] });
});

test('an unmerge gives the values back, keeps what was changed since, and leaves every row where it was recorded', async () => {
  const clinic = await testClinic();
  const { one, other } = await twoPatients(clinic);
  const before = [await person(clinic, one), await person(clinic, other)];
  const linkId = await merge(clinic, one, other, ['familyName', 'phone', 'birthDate']);
  expect(await person(clinic, one)).toMatchObject({ familyName: 'Owusu', birthDate: '1985-01-01', birthDatePrecision: 'year' });
  clinic.clock.now = '2027-03-01T09:00:00.000Z';
  await aPrescription(clinic, { patientId: one });
  await clinic.call('nurse', 'allergies.record', { patientId: other, substance: 'Aspirin' });
  const { version, familyName, givenNames, sex, birthDate, birthDatePrecision } = await person(clinic, one);
  const changed = { familyName, givenNames, sex, birthDate, birthDatePrecision, phone: '70999999', village: 'Kayar' };
  await clinic.call('front-desk', 'patients.amend', { patientId: one, version, ...changed });

  const preview = await clinic.call('doctor', 'duplicates.previewUnmerge', { linkId });
  expect(preview.keeps).toEqual(['phone']);
  expect(preview.givesBack).toEqual([
    { field: 'familyName', from: 'Owusu', to: 'Traoré' },
    { field: 'birthDate', from: '1985-01-01', to: '1991-04-12' },
  ]);
  expect(preview.since.surviving).toContainEqual({ kind: 'medication_request', count: 1 });
  expect(preview.since.merged).toEqual([{ kind: 'allergy_intolerance', count: 1 }]);

  const undone = await clinic.call('doctor', 'duplicates.unmerge', { linkId, reason: 'two cards, two people' });
  expect(undone).toEqual({ givenBack: ['familyName', 'birthDate'], kept: ['phone'] });
  expect(await person(clinic, one)).toMatchObject({
    familyName: 'Traoré',
    birthDate: '1991-04-12',
    birthDatePrecision: 'day',
    phone: '70999999',
    village: 'Kayar',
    linkedNumbers: [],
  });
  expect(await person(clinic, other)).toEqual(before[1]);
  expect((await clinic.call('doctor', 'patients.chart', { patientId: one })).medications).toHaveLength(1);
  expect((await clinic.call('doctor', 'patients.chart', { patientId: other })).allergies.list).toHaveLength(1);
  expect([await found(clinic, 'awa traore'), await found(clinic, 'eva owusu')]).toEqual([[one], [other]]);
  expect(acts(clinic, other)).toEqual(['merge', 'unmerge']);
  expect(await clinic.ask('doctor', 'duplicates.unmerge', { linkId, reason: 'again' })).toMatchObject({
    ok: false,
    error: { code: 'duplicates.not_merged' },
  });
});

test('of a chain of merges one link can be undone alone', async () => {
  const clinic = await testClinic();
  const { one, other } = await twoPatients(clinic);
  const third = await aPatient(clinic, { familyName: 'Mensah', givenNames: 'Yaa', sex: 'female', birthDate: '1970-02-03' });
  const first = await merge(clinic, other, third);
  await merge(clinic, one, other);
  expect((await person(clinic, third)).linkedNumbers).toHaveLength(2);
  expect(await found(clinic, 'yaa mensah')).toEqual([one]);
  await clinic.call('doctor', 'duplicates.unmerge', { linkId: first, reason: 'not her' });
  expect((await person(clinic, third)).linkedNumbers).toEqual([]);
  expect((await person(clinic, one)).linkedNumbers).toHaveLength(1);
  const { merges } = await clinic.call('doctor', 'duplicates.merges', { patientId: one });
  expect(merges.map(({ endedAt }) => endedAt === null)).toEqual([true, false]);
  expect((await clinic.call('doctor', 'duplicates.merges', {})).merges).toHaveLength(2);
});

test('two merges into one record, the earlier undone first: the own telephone comes back in the end', async () => {
  const clinic = await testClinic();
  const { one, other } = await twoPatients(clinic);
  const third = await aPatient(clinic, {
    familyName: 'Mensah',
    givenNames: 'Yaa',
    sex: 'female',
    birthDate: '1970-02-03',
    phone: '70445566',
  });
  const first = await merge(clinic, one, other, ['phone']);
  const second = await merge(clinic, one, third, ['phone']);
  expect(await clinic.call('doctor', 'duplicates.unmerge', { linkId: first, reason: 'not her' })).toEqual({
    givenBack: [],
    kept: ['phone'],
  });
  expect((await person(clinic, one)).phone).toBe('70445566');
  await clinic.call('doctor', 'duplicates.unmerge', { linkId: second, reason: 'not her' });
  expect((await person(clinic, one)).phone).toBe('');
});

test('refused: a record with itself, twice, one that changed meanwhile, nobody, a role that may not; nothing is written', async () => {
  const clinic = await testClinic();
  const { one, other } = await twoPatients(clinic);
  const input = { surviving: { patientId: one, version: 1 }, merged: { patientId: other, version: 1 }, take: [] };
  const code = async (role: 'doctor' | 'front-desk' | 'nurse', change: object) => {
    const answer = await clinic.ask(role, 'duplicates.merge', { ...input, ...change });
    return answer.ok ? 'done' : answer.error.code;
  };
  expect(await code('doctor', { merged: { patientId: one, version: 1 } })).toBe('duplicates.already_joined');
  expect(await code('doctor', { merged: { patientId: other, version: 7 } })).toBe('version.conflict');
  expect(await code('doctor', { merged: { patientId: '01930000-0000-7000-8000-999999999999', version: 1 } })).toBe('not_found');
  expect(await code('front-desk', {})).toBe('auth.forbidden');
  expect(await code('nurse', {})).toBe('auth.forbidden');
  expect([clinic.count('patient_link'), clinic.count('patient_merge')]).toEqual([0, 0]);
  expect(await code('doctor', {})).toBe('done');
  expect(await code('doctor', {})).toBe('duplicates.already_joined');
});

test('two seats merge the same two records at once: one link', async () => {
  const clinic = await testClinic();
  const { one, other } = await twoPatients(clinic);
  const input = { surviving: { patientId: one, version: 1 }, merged: { patientId: other, version: 1 }, take: ['phone' as const] };
  const answers = await Promise.all(['a', 'b'].map((key) => clinic.ask('doctor', 'duplicates.merge', input, key)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(clinic.count('patient_link')).toBe(1);
});

test('a sensitive record merged with an open one stays closed, as strictly as before; who may not see it cannot merge or part it', async () => {
  const clinic = await testClinic();
  const { one, other } = await twoPatients(clinic);
  await clinic.call('doctor', 'sensitivity.mark', { patientId: other, departmentIds: [], roleCodes: ['doctor'], reason: 'asked for it' });
  const input = { surviving: { patientId: one, version: 1 }, merged: { patientId: other, version: 1 }, take: [] };
  expect(await clinic.ask('manager', 'duplicates.merge', input)).toMatchObject({ ok: false, error: { code: 'patient.restricted' } });
  const preview = await clinic.call('doctor', 'duplicates.previewMerge', { surviving: { patientId: one }, merged: { patientId: other } });
  expect(preview.warnings).toContain('sensitive');
  const linkId = await merge(clinic, one, other);
  for (const patientId of [one, other])
    expect(await clinic.ask('nurse', 'patients.chart', { patientId })).toMatchObject({ ok: false, error: { code: 'patient.restricted' } });
  const { merges } = await clinic.call('manager', 'duplicates.merges', {});
  expect(merges).toMatchObject([{ surviving: { isRestricted: true }, merged: { isRestricted: true } }]);
  for (const method of ['duplicates.unmerge', 'duplicates.previewUnmerge'] as const)
    expect(await clinic.ask('manager', method, { linkId, reason: 'wrong' })).toMatchObject({
      ok: false,
      error: { code: 'patient.restricted' },
    });
  await clinic.call('doctor', 'duplicates.unmerge', { linkId, reason: 'two people' });
  expect((await clinic.ask('nurse', 'patients.chart', { patientId: one })).ok).toBe(true);
  expect((await clinic.ask('nurse', 'patients.chart', { patientId: other })).ok).toBe(false);
});

test('erasing a person takes their merges and distinctions along', async () => {
  const clinic = await testClinic();
  const { one, other } = await twoPatients(clinic);
  const third = await aPatient(clinic, { familyName: 'Mensah', givenNames: 'Yaa', sex: 'female', birthDate: '1970-02-03' });
  await clinic.call('doctor', 'duplicates.distinguish', { records: [{ patientId: third }, { patientId: one }] });
  await merge(clinic, one, other);
  const { number } = await person(clinic, one);
  await clinic.call('administrator', 'people.erase', { patientId: one, confirmation: number, reason: 'asked for it' });
  expect(['patient', 'patient_link', 'patient_merge', 'patient_distinction'].map((table) => clinic.count(table))).toEqual([1, 0, 0, 0]);
});

/** Two records of one woman who was registered a second time without a name. */
async function knownAndUnknown() {
  const clinic = await testClinic();
  const one = await aPatient(clinic, awa);
  const { patientId: other } = await clinic.call('front-desk', 'registration.registerUnknown', { sex: 'female', years: 35 });
  const amend = async (patientId: string, more: object) => {
    const { version, gender, language, district, region, country, deceasedOn } = await clinic.call('doctor', 'registration.details', {
      patientId,
    });
    const before = { gender, language, district, region, country, deceasedOn };
    await clinic.call('front-desk', 'registration.amendDetails', { patientId, version, reason: '', ...before, ...more });
  };
  await amend(one, { district: 'Kolda', language: 'Wolof' });
  await amend(other, { district: 'Vélingara', region: 'Kolda' });
  const add = async (patientId: string, fact: object) =>
    (await clinic.call('front-desk', 'registration.addFact', { patientId, fact: fact as never })).factId;
  const facts = {
    phone: await add(one, { kind: 'telecom', use: 'mobile', value: '70 11 22 33' }),
    again: await add(other, { kind: 'telecom', use: 'mobile', value: '70 11 22  33' }),
    wrong: await add(other, { kind: 'related', relationship: 'mother', name: 'Sira Ba' }),
    card: await add(other, { kind: 'identifier', system: 'insurance', issuer: 'CMU', value: '88' }),
  };
  const details = (patientId: string) => clinic.call('doctor', 'registration.details', { patientId });
  const factIds = async (patientId: string) => (await details(patientId)).facts.map(({ factId }) => factId).toSorted();
  return { clinic, one, other, facts, details, factIds };
}

test('every field is compared and chosen: address, language, who it is; of what both say twice one is proposed', async () => {
  const { clinic, one, other, facts, details, factIds } = await knownAndUnknown();
  const preview = await clinic.call('doctor', 'duplicates.previewMerge', { surviving: { patientId: other }, merged: { patientId: one } });
  const proposed = Object.fromEntries(preview.fields.filter(({ isSame }) => !isSame).map(({ field, proposed: from }) => [field, from]));
  expect(proposed).toMatchObject({ unidentified: 'merged', district: 'surviving', region: 'surviving', language: 'merged' });
  expect(preview.fields.find(({ field }) => field === 'district')).toMatchObject({ surviving: 'Vélingara', merged: 'Kolda' });
  expect(preview.facts.map(({ factId, of, isTwice }) => [factId, of, isTwice])).toEqual([
    [facts.again, 'surviving', false],
    [facts.card, 'surviving', false],
    [facts.wrong, 'surviving', false],
    [facts.phone, 'merged', true],
  ]);
  const { linkId } = await clinic.call('doctor', 'duplicates.merge', {
    surviving: { patientId: other, version: preview.surviving.version },
    merged: { patientId: one, version: preview.merged.version },
    take: ['familyName', 'givenNames', 'birthDate', 'unidentified', 'district', 'language'],
    leaveOut: [facts.phone, facts.wrong],
  });
  expect(await details(other)).toMatchObject({ district: 'Kolda', language: 'Wolof', region: 'Kolda', isUnidentified: false });
  expect(await factIds(other)).toEqual([facts.again, facts.card].toSorted());
  expect(await factIds(one)).toEqual(await factIds(other));
  expect((await clinic.call('doctor', 'duplicates.previewUnmerge', { linkId })).readAgain.map(({ factId }) => factId).toSorted()).toEqual(
    [facts.phone, facts.wrong].toSorted(),
  );
  await clinic.call('doctor', 'duplicates.unmerge', { linkId, reason: 'two women' });
  expect(await details(other)).toMatchObject({ district: 'Vélingara', language: '', isUnidentified: true });
  expect(await factIds(other)).toEqual([facts.again, facts.card, facts.wrong].toSorted());
  expect(await factIds(one)).toEqual([facts.phone]);
});

test('a fact of somebody else cannot be left out; one of the joined record is withdrawn from the chart of both', async () => {
  const { clinic, one, other, facts, factIds } = await knownAndUnknown();
  const stranger = await aPatient(clinic, eva);
  const { factId } = await clinic.call('front-desk', 'registration.addFact', {
    patientId: stranger,
    fact: { kind: 'name', use: 'nickname', text: 'Evi' },
  });
  const preview = await clinic.call('doctor', 'duplicates.previewMerge', { surviving: { patientId: one }, merged: { patientId: other } });
  const [surviving, merged] = [
    { patientId: one, version: preview.surviving.version },
    { patientId: other, version: preview.merged.version },
  ];
  const refused = await clinic.ask('doctor', 'duplicates.merge', { surviving, merged, take: [], leaveOut: [factId] });
  expect(refused.ok ? 'joined' : refused.error.code).toBe('not_found');
  expect(clinic.count('patient_link')).toBe(0);
  await clinic.call('doctor', 'duplicates.merge', { surviving, merged, take: [] });
  await clinic.call('front-desk', 'registration.retractFact', {
    patientId: one,
    kind: 'related',
    factId: facts.wrong,
    reason: 'another Sira',
  });
  expect(await factIds(one)).toEqual([facts.phone, facts.again, facts.card].toSorted());
  const foreign = await clinic.ask('front-desk', 'registration.retractFact', { patientId: one, kind: 'name', factId, reason: 'wrong' });
  expect(foreign.ok ? 'withdrawn' : foreign.error.code).toBe('not_found');
});
