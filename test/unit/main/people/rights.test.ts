import { expect, test } from 'vitest';
import { tables } from '../../../../db/tables.ts';
import { keepUntil } from '../../../../main/people/keepUntil.ts';
import { personTables } from '../../../../main/people/eraseRows.ts';
import { keepBlob } from '../../../../main/documents/blobs.ts';
import { inTransaction } from '../../../../main/facility/context.ts';
import { aPatient, aPrescription } from '../../../support/factories.ts';
import { pdfText } from '../../../support/pdf.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

async function bytesOf(clinic: TestClinic, blobId: string): Promise<Buffer> {
  const first = await clinic.call('manager', 'blobs.read', { blobId, offset: 0 });
  return Buffer.from(first.base64, 'base64');
}

type Bundle = { resourceType: string; entry: { resource: Record<string, unknown> }[] };

test('everything about one person comes out, linked record and documents included, and is told before', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, {
    familyName: 'Addo',
    givenNames: 'Efua',
    sex: 'female',
    birthDate: '1988-08-08',
    phone: '0201234567',
  });
  const linked = await aPatient(clinic, { familyName: 'Quaye', givenNames: 'Nii', birthDate: '1970-01-01' });
  await aPatient(clinic, { familyName: 'Stranger', givenNames: 'Kojo', birthDate: '1960-01-01' });
  clinic.facility.raw
    .prepare(`INSERT INTO patient_link (id, patient_id, surviving_id, created_at) VALUES ('l', ?, ?, '2026-11-21T08:00:00.000Z')`)
    .run(linked, patientId);
  await aPrescription(clinic, { patientId: linked, directions: 'at night' });
  const { blobId } = await inTransaction(clinic.ctx('doctor'), (ctx) =>
    keepBlob(ctx, Buffer.from('a letter'), { name: 'letter.pdf', mediaType: 'application/pdf', patientId }),
  );
  await clinic.call('doctor', 'documents.attach', { patientId, blobId, title: 'Letter' });

  await clinic.call('manager', 'people.export', { patientId });
  const made = await clinic.call('manager', 'people.export', { patientId }); // the first one is not in the second
  expect(made.documents).toMatchObject([{ name: 'letter.pdf' }]);
  const text = (await bytesOf(clinic, made.json.blobId)).toString('utf8');
  expect(text).not.toContain('Stranger');
  const bundle = JSON.parse(text) as Bundle;
  const of = (type: string) => bundle.entry.map(({ resource }) => resource).filter((each) => each['resourceType'] === type);
  expect(of('Patient')).toMatchObject([
    { name: [{ family: 'Addo', given: ['Efua'] }], gender: 'female', birthDate: '1988-08-08', telecom: [{ value: '0201234567' }] },
    { name: [{ family: 'Quaye' }] },
  ]);
  expect(of('MedicationRequest')).toMatchObject([{ directions: 'at night', patientId: linked }]);
  expect(of('Binary').map((each) => Buffer.from(String(each['data']), 'base64').toString())).toEqual(['a letter']);
  expect(of('AuditEvent').some((each) => each['action'] === 'export')).toBe(true);
  expect(text).not.toMatch(/wrappedKey|passwordHash/);
  const pages = await pdfText(await bytesOf(clinic, made.pdf.blobId));
  expect(pages.join(' ')).toMatch(/Efua Addo[\s\S]*at night/);
  const lines = clinic.facility.raw
    .prepare(`SELECT count(*) FROM audit_event WHERE action = 'export' AND patient_id = ?`)
    .pluck()
    .get(patientId);
  expect(lines).toBe(2);
});

test('an export that fails later is in the audit all the same', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  await inTransaction(clinic.ctx('doctor'), (ctx) =>
    keepBlob(ctx, Buffer.from('x'), { name: 'x.pdf', mediaType: 'application/pdf', patientId }),
  );
  const file = clinic.facility.raw.prepare('SELECT file_name FROM blob').pluck().get() as string;
  clinic.facility.blobs.remove(file);
  expect((await clinic.ask('manager', 'people.export', { patientId })).ok).toBe(false);
  expect(clinic.facility.raw.prepare(`SELECT count(*) FROM audit_event WHERE action = 'export'`).pluck().get()).toBe(1);
});

test('only manager and administrator take out, and look a person up by number', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const number = clinic.facility.raw.prepare('SELECT number FROM patient').pluck().get() as string;
  for (const role of ['doctor', 'front-desk', 'auditor', 'pharmacist'] as const)
    expect(await clinic.ask(role, 'people.export', { patientId })).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect(await clinic.call('administrator', 'people.find', { number: number.toLowerCase() })).toMatchObject({
    patientId,
    displayName: 'Tettebi, Kofi',
  });
  expect(await clinic.ask('administrator', 'people.find', { number: 'P-NOBODY' })).toMatchObject({ error: { code: 'not_found' } });
});

test('every table with a path to the patient is walked', () => {
  const walked = personTables(['x']).map(({ table }) => table as string);
  const led = Object.entries(tables).flatMap(([table, { person }]) => (person === 'no' ? [] : [table]));
  expect(new Set([...walked, 'person_key', 'audit_event'])).toEqual(new Set(led));
});

test('years count from the last record of their kind, leap days included', () => {
  const years = { care: 10, medication: 5, document: 20 };
  expect(keepUntil({ care: '2010-06-01', medication: '2016-06-02', document: null }, years)).toEqual({
    lastContact: '2016-06-02',
    keepUntil: '2021-06-02',
  });
  expect(keepUntil({ care: '2012-02-29', medication: '', document: '2001-01-01' }, { ...years, care: 1 }).keepUntil).toBe('2021-01-01');
  expect(keepUntil({ care: '2012-02-29', medication: null, document: null }, { ...years, care: 1 }).keepUntil).toBe('2013-02-28');
});

test('whose records are past their years is listed and nobody is erased; a change of years has a history', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  expect(await clinic.call('administrator', 'people.overdue', {})).toEqual({ people: [], total: 0 });
  clinic.clock.now = '2036-11-20T08:00:00.000Z';
  await aPatient(clinic, { familyName: 'Mensah', givenNames: 'Ama', birthDate: '2000-01-01' });
  clinic.clock.now = '2036-11-22T08:00:00.000Z';
  expect(await clinic.call('administrator', 'people.overdue', {})).toMatchObject({
    total: 1,
    people: [{ patientId, lastContact: '2026-11-21', keepUntil: '2036-11-21' }],
  });
  await clinic.call('front-desk', 'encounters.startWalkIn', { patientId });
  expect((await clinic.call('administrator', 'people.overdue', {})).total).toBe(0);
  expect(clinic.count('patient')).toBe(2);

  const { policies } = await clinic.call('manager', 'people.retention', {});
  expect(policies.map(({ kind, years }) => [kind, years])).toEqual([
    ['care', 10],
    ['medication', 10],
    ['document', 10],
  ]);
  const set = { kind: 'care', years: 25, version: 1, reason: 'ministry letter' } as const;
  expect(await clinic.call('administrator', 'people.setRetention', set)).toEqual({ version: 2 });
  expect(await clinic.ask('administrator', 'people.setRetention', set)).toMatchObject({ error: { code: 'version.conflict' } });
  expect(await clinic.ask('manager', 'people.setRetention', { ...set, version: 2 })).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect((await clinic.call('manager', 'people.retention', {})).changes).toMatchObject([
    { kind: 'care', before: 10, after: 25, actorName: 'Test administrator', reason: 'ministry letter' },
  ]);
});
