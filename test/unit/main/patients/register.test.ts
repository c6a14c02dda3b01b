import { expect, test } from 'vitest';
import { aPatient } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

const fatou = {
  familyName: 'Diallo',
  givenNames: 'Fatoumata',
  sex: 'female',
  birthDate: '1991-04-12',
  phone: '+999 77 123 45 67',
  village: 'Kolda',
} as const;

test('a registered person has a number, is found at once, and is stored with an audit line', async () => {
  const clinic = await testClinic();
  const answer = await clinic.call('front-desk', 'patients.register', fatou);
  expect(answer).toMatchObject({ outcome: 'registered', number: expect.stringMatching(/^P-[0-9A-Z]{6}-A00001-/) });
  for (const text of [
    'fatoumata',
    'DIALLO fatou',
    'jalloh',
    'kolda',
    '4567',
    '1991',
    '12/04/1991',
    (answer as { number: string }).number,
    'fatumata dialo',
  ]) {
    const { patients } = await clinic.call('front-desk', 'patients.search', { text });
    expect(
      patients.map((patient) => patient.displayName),
      text,
    ).toEqual(['Diallo, Fatoumata']);
  }
  const line = clinic.facility.raw.prepare(`SELECT action, is_sealed FROM audit_event WHERE resource = 'patient'`).all();
  expect(line).toEqual([{ action: 'create', is_sealed: 1 }]);
  const stored = clinic.facility.raw.prepare('SELECT sort_name, last_seen_at, birth_date_precision FROM patient').get();
  expect(stored).toEqual({ sort_name: 'diallo fatoumata', last_seen_at: '2026-11-21T08:00:00.000Z', birth_date_precision: 'day' });
});

test('the same person misspelt is answered with the first one and why; nothing is written', async () => {
  const clinic = await testClinic();
  const first = await aPatient(clinic, fatou);
  const again = await clinic.call('front-desk', 'patients.register', { ...fatou, familyName: 'Jallo', givenNames: 'Fatumata', phone: '' });
  expect(again).toMatchObject({
    outcome: 'likely-duplicate',
    candidates: [
      {
        patientId: first,
        displayName: 'Diallo, Fatoumata',
        reasons: [{ code: 'similar-name' }, { code: 'same-birth-date' }, { code: 'same-village' }, { code: 'same-sex' }],
      },
    ],
  });
  expect(clinic.count('patient')).toBe(1);
  const outcome = clinic.facility.raw
    .prepare(`SELECT outcome FROM request_outcome ORDER BY rowid DESC LIMIT 1`)
    .pluck()
    .get() as Uint8Array;
  expect(Buffer.from(outcome).toString('latin1')).not.toContain('Fatoumata'); // sealed under the key of the person it names
});

test('who says that they are different people may register', async () => {
  const clinic = await testClinic();
  const first = await aPatient(clinic, fatou);
  const second = await clinic.call('front-desk', 'patients.register', { ...fatou, differentFrom: [first] });
  expect(second.outcome).toBe('registered');
  const third = await clinic.call('front-desk', 'patients.register', { ...fatou, differentFrom: [first] });
  expect(third.outcome, 'there is one more now, whom nobody has looked at').toBe('likely-duplicate');
});

test('two desks register one person at the same moment: the second is shown the first', async () => {
  const clinic = await testClinic();
  const answers = await Promise.all(['a', 'b'].map((key) => clinic.ask('front-desk', 'patients.register', fatou, key)));
  expect(answers.map((answer) => answer.ok && answer.value.outcome)).toEqual(['registered', 'likely-duplicate']);
  expect(clinic.count('patient')).toBe(1);
});

test('twins are two people, and are seen beside each other while typing', async () => {
  const clinic = await testClinic();
  const first = await aPatient(clinic, fatou);
  const twin = { ...fatou, givenNames: 'Awa' };
  const { candidates } = await clinic.call('front-desk', 'patients.findDuplicates', twin);
  expect(candidates.map((candidate) => candidate.patientId)).toEqual([first]);
  expect((await clinic.call('front-desk', 'patients.register', twin)).outcome).toBe('registered');
});

test.each([
  ['names exchanged', { familyName: 'Fatoumata', givenNames: 'Diallo' }],
  ['day and month exchanged', { birthDate: '1991-12-04' }],
  ['a wrong letter at the beginning', { familyName: 'Siallo' }],
  ['the everyday name', { givenNames: 'Fatou' }],
  ['another family name, same telephone and birth date', { familyName: 'Dialo-Sow' }],
])('%s: still the same person', async (_, change) => {
  const clinic = await testClinic();
  await aPatient(clinic, fatou);
  expect((await clinic.call('front-desk', 'patients.register', { ...fatou, ...change })).outcome).toBe('likely-duplicate');
});

test('refused: a birth date tomorrow, no family name, a role that may not', async () => {
  const clinic = await testClinic();
  expect(await clinic.ask('front-desk', 'patients.register', { ...fatou, birthDate: '2026-11-22' })).toEqual({
    ok: false,
    error: { code: 'date.in_future', data: { date: 'birthDate' } },
  });
  expect(await clinic.ask('front-desk', 'patients.register', { ...fatou, familyName: ' ' })).toMatchObject({
    ok: false,
    error: { code: 'ipc.invalid_input', data: { path: 'familyName' } },
  });
  expect(await clinic.ask('pharmacy-clerk', 'patients.register', fatou)).toMatchObject({ ok: false, error: { code: 'auth.forbidden' } });
  expect(clinic.count('patient')).toBe(0);
  expect(clinic.count('number_counter')).toBe(0);
});
