import { expect, test } from 'vitest';
import { aPatient } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

const nobodyLike = { sex: 'unknown', birthDate: null } as const;

test('best first: the word itself, then longer words, then who was here last', async () => {
  const clinic = await testClinic();
  for (const [givenNames, familyName, at] of [
    ['Awatif', 'Sanneh', '2026-11-21T08:00:00.000Z'],
    ['Awa', 'Camara', '2026-11-01T08:00:00.000Z'],
    ['Awa', 'Bojang', '2026-11-20T08:00:00.000Z'],
    ['Hawa', 'Touray', '2026-11-21T08:00:00.000Z'],
  ] as const) {
    clinic.clock.now = at;
    await aPatient(clinic, { ...nobodyLike, givenNames, familyName });
  }
  const names = async (text: string, limit = 10) =>
    (await clinic.call('doctor', 'patients.search', { text, limit })).patients.map((patient) => patient.displayName);
  expect(await names('awa')).toEqual(['Bojang, Awa', 'Camara, Awa', 'Sanneh, Awatif', 'Touray, Hawa']);
  expect(await names('awa', 2)).toEqual(['Bojang, Awa', 'Camara, Awa']);
  expect(await names('camara a')).toEqual(['Camara, Awa']);
  expect(await names('c')).toEqual(['Camara, Awa']);
  expect(await names('kamara')).toEqual(['Camara, Awa']);
  expect(await names('cmaara')).toEqual(['Camara, Awa']);
  expect(await names('awa camara 1950')).toEqual(['Camara, Awa']); // nobody fits the year: it is left out
  expect(await names('zzzz')).toEqual([]);
  expect(await names('')).toEqual([]);
});

test('a settled search leaves one audit line with the people shown; letters on the way leave none', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { ...nobodyLike, familyName: 'Traoré', givenNames: 'Issa' });
  for (const text of ['t', 'tr', 'trao']) await clinic.call('front-desk', 'patients.search', { text });
  await clinic.facility.settled.flush();
  const lines = clinic.facility.raw.prepare(`SELECT resource, body FROM audit_event WHERE action = 'search'`).all() as {
    resource: string;
    body: Uint8Array;
  }[];
  expect(lines.map((line) => [line.resource, JSON.parse(Buffer.from(line.body).toString())])).toEqual([
    ['patients.search', { ids: [patientId] }],
  ]);
});

test('whoever was entered in error is not found', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { ...nobodyLike, familyName: 'Traoré' });
  clinic.facility.raw.prepare(`UPDATE patient SET status = 'entered-in-error' WHERE id = ?`).run(patientId);
  expect((await clinic.call('doctor', 'patients.search', { text: 'traore' })).patients).toEqual([]);
  expect((await clinic.call('doctor', 'patients.list', {})).total).toBe(0);
});

test('the register is listed by name, number or last visit, in pages, and narrowed by a filter', async () => {
  const clinic = await testClinic();
  for (const [familyName, at] of [
    ['Élan', '2026-11-03T08:00:00.000Z'],
    ['Diop', '2026-11-01T08:00:00.000Z'],
    ['Fall', '2026-11-02T08:00:00.000Z'],
  ] as const) {
    clinic.clock.now = at;
    await aPatient(clinic, { ...nobodyLike, familyName, givenNames: 'Moussa' });
  }
  const list = async (input: object) => {
    const { total, patients } = await clinic.call('doctor', 'patients.list', input);
    return [total, ...patients.map((patient) => patient.displayName.split(',')[0])];
  };
  expect(await list({})).toEqual([3, 'Diop', 'Élan', 'Fall']);
  expect(await list({ sort: 'number' })).toEqual([3, 'Élan', 'Diop', 'Fall']);
  expect(await list({ sort: 'last-seen' })).toEqual([3, 'Élan', 'Fall', 'Diop']);
  expect(await list({ offset: 1, limit: 1 })).toEqual([3, 'Élan']);
  expect(await list({ filter: 'mouss d' })).toEqual([1, 'Diop']);
  expect(await list({ filter: 'e' })).toEqual([1, 'Élan']);
  expect(await list({ filter: '"*' })).toEqual([3, 'Diop', 'Élan', 'Fall']);
});

test('not permitted: an auditor does not look for people', async () => {
  const clinic = await testClinic();
  expect(await clinic.ask('auditor', 'patients.search', { text: 'awa' })).toMatchObject({ ok: false, error: { code: 'auth.forbidden' } });
});
