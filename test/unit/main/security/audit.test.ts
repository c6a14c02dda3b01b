import { expect, test } from 'vitest';
import { startOfDay } from '../../../../main/security/startOfDay.ts';
import type { RawInput } from '../../../../preload/contract/index.ts';
import { aPatient } from '../../../support/factories.ts';
import { pdfText } from '../../../support/pdf.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

type Filter = Partial<RawInput<'audit.list'>>;
const list = (clinic: TestClinic, filter: Filter = {}) => clinic.call('auditor', 'audit.list', filter);
const idOf = (clinic: TestClinic, username: string) =>
  clinic.facility.raw.prepare('SELECT id FROM user_account WHERE username = ?').pluck().get(username) as string;

async function aBusyClinic() {
  const clinic = await testClinic();
  const kofi = await aPatient(clinic);
  clinic.clock.now = '2026-11-22T09:00:00.000Z';
  const awa = await aPatient(clinic, { familyName: 'Ouédraogo', givenNames: 'Awa', sex: 'female', birthDate: '1991-04-12' });
  const person = { familyName: 'Ouédraogo', givenNames: 'Awa', sex: 'female', birthDate: '1991-04-12', phone: '+999 70' } as const;
  await clinic.call('front-desk', 'patients.amend', { ...person, patientId: awa, version: 1, reason: 'gave her 100% new number' });
  await clinic.call('doctor', 'patients.chart', { patientId: awa });
  await clinic.ask('nurse', 'audit.list', {});
  return { clinic, kofi, awa };
}

test('each filter keeps what it says and nothing else, alone and together', async () => {
  const { clinic, kofi, awa } = await aBusyClinic();
  const seen = async (filter: Filter) => (await list(clinic, filter)).rows.map((row) => `${row.action} ${row.resource} ${row.actorName}`);
  expect(await seen({ actorId: idOf(clinic, 'doctor') })).toEqual(['read Patient Test doctor']);
  expect(await seen({ action: 'deny' })).toEqual(['deny audit.list Test nurse']);
  expect(await seen({ resource: 'patient', action: 'amend' })).toEqual(['amend patient Test front-desk']);
  expect(await seen({ patient: kofi })).toEqual(['create patient Test front-desk']);
  const number = clinic.facility.raw.prepare('SELECT number FROM patient WHERE id = ?').pluck().get(awa) as string;
  expect(await seen({ patient: number.toLowerCase() })).toHaveLength(3);
  expect(await seen({ patient: 'nobody' })).toEqual([]);
  expect(await seen({ text: 'NEW number' })).toEqual(['amend patient Test front-desk']);
  expect(await seen({ text: '0%' })).toEqual(['amend patient Test front-desk']);
  expect(await seen({ text: '%' })).toHaveLength(1);
  expect(await seen({ text: '_' }), 'a wildcard is a letter').toEqual([]);
  expect(await seen({ from: '2026-11-22', resource: 'patient' })).toHaveLength(2);
  expect(await seen({ to: '2026-11-21', resource: 'patient' })).toHaveLength(1);
  expect(await seen({ from: '2026-11-23' })).toEqual([]);
  expect(
    await seen({ patient: awa, actorId: idOf(clinic, 'front-desk'), action: 'amend', text: 'new', from: '2026-11-22', to: '2026-11-22' }),
  ).toEqual(['amend patient Test front-desk']);
});

test('pages follow one another without a gap or a repeat while entries are added', async () => {
  const { clinic } = await aBusyClinic();
  const seqs: number[] = [];
  let before: number | null | undefined;
  do {
    const page = await list(clinic, { limit: 7, ...(before ? { before } : {}) });
    seqs.push(...page.rows.map((row) => row.seq));
    before = page.next;
    await clinic.call('doctor', 'allergies.recordNoneKnown', { patientId: await anyPatient(clinic) });
  } while (before);
  const newest = seqs[0] ?? 0;
  expect(seqs).toEqual(Array.from({ length: newest }, (_, index) => newest - index));
});

const anyPatient = async (clinic: TestClinic) => clinic.facility.raw.prepare('SELECT id FROM patient LIMIT 1').pluck().get() as string;

test('what there is to filter by is named once each', async () => {
  const { clinic } = await aBusyClinic();
  const choices = await clinic.call('auditor', 'audit.choices', {});
  const { raw } = clinic.facility;
  expect(choices.actions).toEqual(raw.prepare('SELECT DISTINCT action FROM audit_event ORDER BY action').pluck().all());
  expect(choices.resources).toEqual(raw.prepare('SELECT DISTINCT resource FROM audit_event ORDER BY resource').pluck().all());
  expect(choices.actors).toContainEqual({ id: idOf(clinic, 'doctor'), name: 'Test doctor' });
});

test('an entry shows before and after under the key of its person, tells that it was looked at, and is erased with the key', async () => {
  const { clinic, awa } = await aBusyClinic();
  const [row] = (await list(clinic, { action: 'amend', resource: 'patient' })).rows;
  const seq = row?.seq ?? 0;
  const entry = await clinic.call('auditor', 'audit.entry', { seq });
  expect(entry).toMatchObject({
    content: 'shown',
    changes: [{ field: 'phone', before: '', after: '+999 70' }],
    patientNumber: expect.stringMatching(/^\S+$/),
  });
  const [newest] = (await list(clinic, { patient: awa })).rows;
  expect(newest).toMatchObject({ action: 'read', resource: 'audit_event', resourceId: String(seq), actorName: 'Test auditor' });
  clinic.facility.raw.prepare(`UPDATE person_key SET wrapped_key = NULL, destroyed_at = 'now' WHERE patient_id = ?`).run(awa);
  clinic.facility.keys.forget(awa);
  expect(await clinic.call('auditor', 'audit.entry', { seq })).toMatchObject({ content: 'erased', changes: [] });
  expect(await clinic.ask('auditor', 'audit.entry', { seq: 999_999 })).toMatchObject({ error: { code: 'not_found' } });
});

test('a reason typed about somebody is sealed, found by its words, and not shown of a restricted record but why its glass was broken', async () => {
  const { clinic, awa } = await aBusyClinic();
  const { raw } = clinic.facility;
  const stored = () => raw.prepare(`SELECT reason FROM audit_event WHERE patient_id = ? AND reason <> ''`).pluck().all(awa);
  expect(stored()).toEqual([]);
  const mark = { patientId: awa, departmentIds: [], roleCodes: ['doctor'], reason: 'her wish' };
  await clinic.call('doctor', 'sensitivity.mark', mark);
  await clinic.call('nurse', 'breakGlass.open', { patientId: awa, reason: 'she lies unconscious' });
  const { rows } = await list(clinic, { patient: awa });
  expect(rows.map((row) => row.reason).filter((reason) => reason !== '')).toEqual(['she lies unconscious']);
  expect((await list(clinic, { text: 'new number' })).rows, 'nor found by its words').toEqual([]);
  expect((await list(clinic, { text: 'UNCONSCIOUS' })).rows).toHaveLength(1);
  const [amended] = (await list(clinic, { patient: awa, resource: 'patient', action: 'amend' })).rows;
  expect(await clinic.call('auditor', 'audit.entry', { seq: amended?.seq ?? 0 })).toMatchObject({
    row: { reason: '' },
    content: 'restricted',
  });
  const file = await clinic.call('auditor', 'audit.export', { filter: { patient: awa }, format: 'csv' });
  const text = Buffer.from(file.base64, 'base64').toString('utf8');
  expect([text.includes('new number'), text.includes('unconscious')]).toEqual([false, true]);
  expect(stored()).toEqual([]);
});

test("an account's password hash is in no answer", async () => {
  const { clinic } = await aBusyClinic();
  const { rows } = await list(clinic, { resource: 'user_account', action: 'create' });
  const entry = await clinic.call('auditor', 'audit.entry', { seq: rows[0]?.seq ?? 0 });
  const fields = entry.changes.map((change) => change.field);
  expect(fields).toContain('username');
  expect(fields).not.toContain('password_hash');
});

test('who looked at a person is told to those who may read the audit', async () => {
  const { clinic, awa } = await aBusyClinic();
  clinic.clock.now = '2026-11-22T10:00:00.000Z';
  await clinic.call('doctor', 'patients.chart', { patientId: awa });
  clinic.clock.now = '2026-11-22T10:30:00.000Z';
  await clinic.call('nurse', 'patients.chart', { patientId: awa });
  expect((await clinic.call('manager', 'audit.whoLooked', { patientId: awa })).lines).toEqual([
    { actorName: 'Test nurse', actions: ['read'], times: 1, firstAt: '2026-11-22T10:30:00.000Z', lastAt: '2026-11-22T10:30:00.000Z' },
    { actorName: 'Test doctor', actions: ['read'], times: 2, firstAt: '2026-11-22T09:00:00.000Z', lastAt: '2026-11-22T10:00:00.000Z' },
  ]);
  expect(await clinic.ask('doctor', 'audit.whoLooked', { patientId: awa })).toMatchObject({ error: { code: 'auth.forbidden' } });
});

test('the list goes out as CSV, told in the audit first, its formulas as words', async () => {
  const { clinic, awa } = await aBusyClinic();
  const person = { familyName: 'Ouédraogo', givenNames: 'Awa', sex: 'female', birthDate: '1991-04-12' } as const;
  await clinic.call('front-desk', 'patients.amend', { ...person, patientId: awa, version: 2, reason: '=HYPERLINK("http://x")' });
  const file = await clinic.call('auditor', 'audit.export', { filter: { patient: awa, resource: 'patient' }, format: 'csv' });
  const lines = Buffer.from(file.base64, 'base64').toString('utf8').split('\r\n');
  expect(file).toMatchObject({ name: 'audit-2026-11-22.csv', mediaType: 'text/csv', rows: 3 });
  expect(lines[0]).toBe('\uFEFF"seq","at","actor_kind","actor","action","resource","resource_id","patient_id","reason"');
  expect(lines[1]).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect((await list(clinic, { action: 'export' })).rows).toMatchObject([
    { actorName: 'Test auditor', resource: 'audit_event', resourceId: 'csv', patientId: awa },
  ]);
});

test('the list goes out as PDF with its filter and every entry; a reader without the right gets nothing', async () => {
  const { clinic } = await aBusyClinic();
  const file = await clinic.call('auditor', 'audit.export', { filter: { resource: 'patient' }, format: 'pdf', locale: 'fr' });
  const text = (await pdfText(Buffer.from(file.base64, 'base64'))).join('\n');
  expect(text).toContain('Liste d’audit');
  expect(text).toContain('resource: patient');
  expect(text.replaceAll(/\s+/g, ' ')).toContain('gave her 100% new number');
  expect(text).toContain('3 entrées');
  expect(await clinic.ask('doctor', 'audit.export', { filter: {}, format: 'csv' })).toMatchObject({ error: { code: 'auth.forbidden' } });
});

test.each([
  ['2026-11-21', 'Africa/Accra', '2026-11-21T00:00:00.000Z'],
  ['2026-11-21', 'Asia/Kathmandu', '2026-11-20T18:15:00.000Z'],
  ['2026-11-21', 'Pacific/Kiritimati', '2026-11-20T10:00:00.000Z'],
  ['2026-11-21', 'Etc/GMT+12', '2026-11-21T12:00:00.000Z'],
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'], // midnight did not exist: the day began at 01:00
])('%s begins in %s at %s', (day, zone, instant) => {
  expect(startOfDay(day, zone)).toBe(instant);
});
