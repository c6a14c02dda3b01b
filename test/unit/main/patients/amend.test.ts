import { expect, test } from 'vitest';
import { aPatient } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

const kofi = { familyName: 'Tettebi', givenNames: 'Kofi', sex: 'male', birthDate: '1980-05-17' } as const;

test('a changed name is found, the old one is not, and the audit keeps both', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, kofi);
  const changed = { ...kofi, familyName: 'Ouédraogo', patientId, version: 1, reason: 'married' };
  expect(await clinic.call('front-desk', 'patients.amend', changed)).toEqual({ version: 2 });
  const found = async (text: string) => (await clinic.call('front-desk', 'patients.search', { text })).patients.length;
  expect([await found('ouedraogo'), await found('wedraogo'), await found('tettebi')]).toEqual([1, 1, 0]);
  expect(clinic.count('patient_search')).toBe(1);
  const { sort_name } = clinic.facility.raw.prepare('SELECT sort_name FROM patient').get() as { sort_name: string };
  expect(sort_name).toBe('ouedraogo kofi');
  const [line] = (await clinic.call('auditor', 'audit.list', { patient: patientId, action: 'amend' })).rows;
  expect(line).toMatchObject({ resource: 'patient', reason: 'married' });
  const stored = clinic.facility.raw.prepare('SELECT reason, is_sealed FROM audit_event WHERE seq = ?').get(line?.seq);
  expect(stored).toEqual({ reason: '', is_sealed: 1 });
});

test('the second of two editors is refused and told what the first one changed and when; nothing is overwritten', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, kofi);
  await clinic.call('front-desk', 'patients.amend', { ...kofi, phone: '+999 70 111 11 11', patientId, version: 1 });
  expect(await clinic.ask('front-desk', 'patients.amend', { ...kofi, village: 'Dano', patientId, version: 1 })).toEqual({
    ok: false,
    error: { code: 'version.conflict', data: { found: 2, fields: ['phone'], at: '2026-11-21T08:00:00.000Z' } },
  });
  expect(clinic.facility.raw.prepare('SELECT phone, village FROM patient').get()).toEqual({ phone: '+999 70 111 11 11', village: '' });
});

test('refused: nobody, and a birth date tomorrow', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, kofi);
  const stranger = '01930000-0000-7000-8000-00000000ffff';
  expect(await clinic.ask('front-desk', 'patients.amend', { ...kofi, patientId: stranger, version: 1 })).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  });
  expect(await clinic.ask('front-desk', 'patients.amend', { ...kofi, birthDate: '2026-11-22', patientId, version: 1 })).toMatchObject({
    ok: false,
    error: { code: 'date.in_future' },
  });
  expect(clinic.facility.raw.prepare('SELECT version FROM patient').pluck().get()).toBe(1);
});

test('the history of a record says who changed what, when and why, newest first; of an erased person only that', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, kofi);
  clinic.clock.now = '2026-11-21T09:00:00.000Z';
  await clinic.call('front-desk', 'patients.amend', { ...kofi, phone: '+999 70', patientId, version: 1, reason: 'new phone' });
  clinic.clock.now = '2026-11-21T10:00:00.000Z';
  await clinic.call('nurse', 'patients.amend', { ...kofi, familyName: 'Addo', birthDate: null, patientId, version: 2, phone: '+999 70' });
  await clinic.call('doctor', 'patients.chart', { patientId });
  const { entries } = await clinic.call('doctor', 'history.of', { resource: 'Patient', id: patientId });
  expect(entries.map(({ seq: _, ...entry }) => entry)).toEqual([
    {
      at: '2026-11-21T10:00:00.000Z',
      actorName: 'Test nurse',
      action: 'amend',
      reason: '',
      isErased: false,
      changes: [
        { field: 'familyName', before: 'Tettebi', after: 'Addo' },
        { field: 'birthDate', before: '1980-05-17', after: null },
      ],
    },
    {
      at: '2026-11-21T09:00:00.000Z',
      actorName: 'Test front-desk',
      action: 'amend',
      reason: 'new phone',
      isErased: false,
      changes: [{ field: 'phone', before: '', after: '+999 70' }],
    },
    expect.objectContaining({
      action: 'create',
      actorName: 'Test front-desk',
      changes: expect.arrayContaining([{ field: 'familyName', before: null, after: 'Tettebi' }]),
    }),
  ]);
  expect(await clinic.ask('front-desk', 'patients.amend', { ...kofi, patientId, version: 1 })).toMatchObject({
    error: { code: 'version.conflict', data: { found: 3, fields: ['familyName', 'birthDate', 'phone'], at: '2026-11-21T10:00:00.000Z' } },
  });
  expect(await clinic.ask('administrator', 'history.of', { resource: 'Patient', id: patientId })).toMatchObject({
    error: { code: 'auth.forbidden' },
  });
  clinic.facility.raw.prepare(`UPDATE person_key SET wrapped_key = NULL, destroyed_at = 'now'`).run();
  clinic.facility.keys.forget(patientId);
  const erased = (await clinic.call('doctor', 'history.of', { resource: 'Patient', id: patientId })).entries;
  expect(erased.map((entry) => [entry.isErased, entry.changes.length])).toEqual([
    [true, 0],
    [true, 0],
    [true, 0],
  ]);
});
