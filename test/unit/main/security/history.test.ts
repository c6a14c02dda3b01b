import { expect, test } from 'vitest';
import { aFullRecord } from '../../../support/sensitive.ts';
import { anItem } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

test('the history of a record: who changed what, from what, when and why; a mistake is hidden, never deleted', async () => {
  const clinic = await testClinic();
  const record = await aFullRecord(clinic);
  const { patientId, allergyId, medicationRequestId, encounterId } = record;
  clinic.clock.now = '2026-11-21T09:00:00.000Z';
  await clinic.call('nurse', 'allergies.enteredInError', { allergyId, reason: 'it was her sister' });
  clinic.clock.now = '2026-11-21T10:00:00.000Z';
  await clinic.call('doctor', 'prescriptions.stop', { medicationRequestId, reason: 'rash on the second day' });
  await clinic.call('doctor', 'encounters.finish', { encounterId });

  const chart = await clinic.call('doctor', 'patients.chart', { patientId });
  expect(JSON.stringify(chart.allergies)).not.toContain('Penicillin');
  expect(clinic.facility.raw.prepare('SELECT substance, status FROM allergy_intolerance').get()).toEqual({
    substance: 'Penicillin',
    status: 'entered-in-error',
  });

  const { entries } = await clinic.call('nurse', 'history.ofRecord', { patientId });
  expect(entries.find(({ resource }) => resource === 'allergy_intolerance')).toMatchObject({
    subject: 'Penicillin',
    actorName: 'Test nurse',
    at: '2026-11-21T09:00:00.000Z',
    reason: 'it was her sister',
    isWithdrawn: true,
    changes: [{ field: 'status', before: 'active', after: 'entered-in-error' }],
  });
  expect(entries.find(({ resource }) => resource === 'medication_request')).toMatchObject({
    reason: 'rash on the second day',
    isWithdrawn: false,
    changes: [{ field: 'status', before: 'active', after: 'stopped' }],
  });
  expect(entries.filter(({ resource }) => resource === 'encounter')[0]).toMatchObject({
    changes: [
      { field: 'status', after: 'finished' },
      { field: 'endedAt', before: null, after: '2026-11-21T10:00:00.000Z' },
    ],
  });
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map(({ seq }) => seq).toSorted((a, b) => b - a));

  const withdrawn = await clinic.call('nurse', 'history.ofRecord', { patientId, onlyWithdrawn: true });
  expect(withdrawn.entries.map(({ subject }) => subject)).toEqual(['Penicillin']);

  const one = await clinic.call('doctor', 'history.of', { resource: 'AllergyIntolerance', id: allergyId });
  expect(one.entries.map(({ action }) => action)).toEqual(['amend', 'create']);
  expect(one.entries[1]?.changes).toContainEqual({ field: 'substance', before: null, after: 'Penicillin' });
  expect(await clinic.ask('doctor', 'history.of', { resource: 'Condition', id: allergyId })).toMatchObject({
    error: { code: 'not_found', data: { resource: 'Condition' } },
  });
});

test('the history of a restricted record is closed to those whom the mark does not name', async () => {
  const clinic = await testClinic();
  const { patientId, allergyId } = await aFullRecord(clinic);
  await clinic.call('doctor', 'sensitivity.mark', { patientId, departmentIds: [], roleCodes: ['doctor'], reason: 'asked by the person' });
  const refused = { error: { code: 'patient.restricted' } };
  expect(await clinic.ask('nurse', 'history.ofRecord', { patientId })).toMatchObject(refused);
  expect(await clinic.ask('nurse', 'history.of', { resource: 'AllergyIntolerance', id: allergyId })).toMatchObject(refused);
  expect(await clinic.ask('doctor', 'history.of', { resource: 'AllergyIntolerance', id: allergyId })).toMatchObject({ ok: true });
  expect(await clinic.ask('administrator', 'history.ofRecord', { patientId })).toMatchObject({ error: { code: 'auth.forbidden' } });
});

test('the history of an erased person says who and when, and no more', async () => {
  const clinic = await testClinic();
  const { patientId, allergyId } = await aFullRecord(clinic);
  await clinic.call('nurse', 'allergies.enteredInError', { allergyId, reason: 'it was her sister' });
  clinic.facility.raw.prepare(`UPDATE person_key SET wrapped_key = NULL, destroyed_at = 'now'`).run();
  clinic.facility.keys.forget(patientId);
  const { entries } = await clinic.call('doctor', 'history.ofRecord', { patientId });
  expect(entries.length).toBeGreaterThan(0);
  expect(entries.every(({ isErased, changes, reason }) => isErased && changes.length === 0 && reason === '')).toBe(true);
});

test('an item’s history; the second of two who set its reorder level is told, and writes nothing', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic, { reorderLevel: 20 });
  await clinic.call('pharmacist', 'inventory.setReorderLevel', { itemId, reorderLevel: 50, seen: 20 });
  expect(await clinic.ask('pharmacy-clerk', 'inventory.setReorderLevel', { itemId, reorderLevel: 10, seen: 20 })).toMatchObject({
    error: { code: 'version.conflict', data: { found: 50 } },
  });
  const { entries } = await clinic.call('nurse', 'inventory.history', { itemId });
  expect(entries).toMatchObject([
    { action: 'amend', actorName: 'Test pharmacist', changes: [{ field: 'reorderLevel', before: '20', after: '50' }] },
    { action: 'create', actorName: 'Test pharmacy-clerk' },
  ]);
  expect(await clinic.ask('nurse', 'inventory.history', { itemId: clinic.facility.newId() })).toMatchObject({
    error: { code: 'not_found' },
  });
});
