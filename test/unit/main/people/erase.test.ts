import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../../db/open.ts';
import { hashPatient, verifyAudit } from '../../../../db/verifyAudit.ts';
import { stageRestore } from '../../../../main/backup/stageRestore.ts';
import { commitRestore } from '../../../../main/backup/swap.ts';
import { writeBackup } from '../../../../main/backup/writeBackup.ts';
import { keepBlob } from '../../../../main/documents/blobs.ts';
import { inTransaction } from '../../../../main/facility/context.ts';
import { readErasures } from '../../../../main/people/erasureList.ts';
import { headVerifier } from '../../../../main/security/auditKey.ts';
import { readKeys } from '../../../../main/security/keys.ts';
import { aLot, anItem, aPatient, aPrescription } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const canary = /canaryfam|canarygiven|canaryvillage|canarynote|canarydoc|777123456/i;
const watch = { isCancelled: () => false, step: () => undefined };

function aFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'medvault-erase-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Somebody with a row of every kind, whose every text is a canary. */
async function somebody(clinic: TestClinic): Promise<string> {
  const patientId = await aPatient(clinic, {
    familyName: 'Canaryfam',
    givenNames: 'Canarygiven',
    village: 'Canaryvillage',
    phone: '0777123456',
  });
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const { encounterId } = await clinic.call('front-desk', 'encounters.startWalkIn', { patientId });
  const { allergyId } = await clinic.call('nurse', 'allergies.record', { patientId, substance: 'Canarynote', criticality: 'high' });
  const medicationRequestId = await aPrescription(clinic, { itemId, patientId, directions: 'Canarynote twice a day' });
  await clinic.call('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 5 }] });
  await clinic.call('doctor', 'prescriptions.print', { medicationRequestId });
  await clinic.call('front-desk', 'drafts.save', {
    form: 'register',
    patientId: null,
    content: { familyName: 'Canaryfam', given: 'Canarygiven' },
  });
  const { blobId } = await inTransaction(clinic.ctx('doctor'), (ctx) =>
    keepBlob(ctx, Buffer.from('canarydoc bytes'), { name: 'canarydoc.pdf', mediaType: 'application/pdf', patientId }),
  );
  await clinic.call('doctor', 'documents.attach', { patientId, blobId, title: 'Canarydoc' });
  await clinic.call('front-desk', 'patients.search', { text: 'Canaryfam' });
  await clinic.call('doctor', 'encounters.finish', { encounterId });
  await withReasons(clinic, { patientId, allergyId, medicationRequestId: await aPrescription(clinic, { itemId, patientId }) });
  return patientId;
}

const typed = 'Canarynote told me so';

/** Every way to type a reason about somebody. */
async function withReasons(clinic: TestClinic, ids: { patientId: string; allergyId: string; medicationRequestId: string }): Promise<void> {
  const { patientId, allergyId, medicationRequestId } = ids;
  const { patient } = await clinic.call('front-desk', 'patients.chart', { patientId });
  const { familyName, givenNames, sex, birthDate, birthDatePrecision, village, version } = patient;
  const person = { familyName, givenNames, sex, birthDate, birthDatePrecision, village };
  await clinic.call('front-desk', 'patients.amend', { ...person, patientId, version, phone: '0777123456 7', reason: typed });
  await clinic.call('doctor', 'allergies.enteredInError', { allergyId, reason: typed });
  await clinic.call('doctor', 'prescriptions.stop', { medicationRequestId, reason: typed });
  const practitionerId = clinic.seat('doctor').user?.practitionerId ?? '';
  const visit = { patientId, practitionerId, startAt: '2026-11-23T09:00:00.000Z', reason: typed };
  const { appointmentId } = await clinic.call('front-desk', 'appointments.book', visit);
  await clinic.call('front-desk', 'appointments.cancel', { appointmentId, reason: typed });
  const { markId } = await clinic.call('doctor', 'sensitivity.mark', {
    patientId,
    departmentIds: [],
    roleCodes: ['doctor'],
    reason: typed,
  });
  const { breakGlassId } = await clinic.call('nurse', 'breakGlass.open', { patientId, reason: typed });
  await clinic.call('nurse', 'patients.chart', { patientId });
  await clinic.call('nurse', 'breakGlass.close', { breakGlassId });
  const [opening] = (await clinic.call('manager', 'breakGlass.list', {})).openings;
  const review = { breakGlassId, version: opening?.version ?? 1, verdict: 'accepted', note: typed } as const;
  await clinic.call('manager', 'breakGlass.review', review);
  await clinic.call('doctor', 'sensitivity.lift', { patientId, markId, reason: typed });
}

const numberOf = (clinic: TestClinic, patientId: string) =>
  clinic.facility.raw.prepare('SELECT number FROM patient WHERE id = ?').pluck().get(patientId) as string;
const eraseHim = async (clinic: TestClinic, patientId: string, more: { confirmation?: string; reason?: string } = {}) =>
  clinic.ask('administrator', 'people.erase', {
    patientId,
    confirmation: numberOf(clinic, patientId),
    reason: 'asked for by letter',
    legalBasis: 'policy 4',
    ...more,
  });

/** Every file's bytes, and every value of every table that is opened with the key: also those of the search index. */
function canariesIn(folder: string, key: Uint8Array): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (canary.test(readFileSync(path).toString('latin1'))) found.push(path);
    if (!entry.name.endsWith('.db')) continue;
    const { raw } = openDatabase(path, key, { readOnly: true });
    for (const table of raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[]) {
      for (const row of raw.prepare(`SELECT * FROM "${table}"`).iterate() as IterableIterator<Record<string, unknown>>) {
        const text = Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)));
        if (text.some((value) => canary.test(value))) found.push(`${path} ${table}`);
      }
    }
    const pages = raw.serialize().toString('latin1'); // free pages too
    expect(pages.startsWith('SQLite format 3')).toBe(true);
    if (canary.test(pages)) found.push(`${path} pages`);
    raw.close();
  }
  return found;
}

test('nothing of an erased person is left in any file, and the audit is whole', async () => {
  const clinic = await testClinic();
  const { facility } = clinic;
  const { dataDir, raw } = facility;
  const key = readKeys(dataDir).databaseKey;
  const other = await aPatient(clinic, { familyName: 'Mensah', givenNames: 'Ama', sex: 'female', birthDate: '1991-02-03' });
  const patientId = await somebody(clinic);
  raw.prepare('VACUUM INTO ?').run(join(dataDir, 'before-step-60.db')); // what a migration leaves
  expect(canariesIn(dataDir, key).length).toBeGreaterThan(5); // the test would see it
  const preview = await clinic.call('administrator', 'people.previewErasure', { patientId });
  expect(preview).toMatchObject({ displayName: 'Canaryfam, Canarygiven', isVisitOpen: false, copies: 1, files: 2 });
  expect(preview.goes).toContainEqual({ table: 'medication_dispense', rows: 1 });
  expect(preview.stays).toMatchObject({ stockMovements: 1, naming: 0, backups: 0 });
  const movements = clinic.count('stock_movement');
  const reasons = async () =>
    (await clinic.call('auditor', 'audit.list', { patient: patientId })).rows
      .filter((row) => row.reason === typed)
      .map((row) => row.action);
  const aboutRows = Array.from({ length: 6 }, () => 'amend'); // patient, allergy, prescription, appointment, review, mark
  const aboutGlass = ['break-glass', 'break-glass-accepted', 'break-glass-close', 'break-glass-read'];
  expect((await reasons()).toSorted()).toEqual(aboutRows.concat(aboutGlass));
  expect((await clinic.call('auditor', 'audit.list', { text: 'canarynote TOLD' })).rows).toHaveLength(10);
  const [shown] = (await clinic.call('auditor', 'audit.list', { patient: patientId, resource: 'patient', action: 'amend' })).rows;
  const demand = clinic.count('demand_event');

  expect(await eraseHim(clinic, patientId)).toMatchObject({ ok: true, value: { files: 2 } });

  expect(canariesIn(dataDir, key)).toEqual([]);
  expect(await reasons()).toEqual([]);
  expect((await clinic.call('auditor', 'audit.list', { text: 'canarynote TOLD' })).rows).toEqual([]);
  expect(await clinic.call('auditor', 'audit.entry', { seq: shown?.seq ?? 0 })).toMatchObject({ row: { reason: '' }, content: 'erased' });
  expect((await clinic.call('auditor', 'audit.export', { filter: { patient: patientId }, format: 'csv' })).rows).toBeGreaterThan(20);
  expect(readdirSync(dataDir).filter((name) => name.startsWith('before-step'))).toEqual([]);
  expect(readdirSync(join(dataDir, 'blobs'))).toEqual([]);
  expect(clinic.count('stock_movement')).toBe(movements);
  expect(clinic.count('demand_event')).toBe(demand);
  expect(clinic.count('medication_dispense')).toBe(0);
  expect(verifyAudit(raw, headVerifier(dataDir))).toMatchObject({ ok: true, erased: 1, firstBad: null });
  expect(await clinic.call('auditor', 'audit.verify', {})).toMatchObject({ ok: true, erased: 1 });
  expect(readErasures(dataDir)).toMatchObject([
    { patient_hash: hashPatient(patientId), reason: 'asked for by letter', legal_basis: 'policy 4' },
  ]);
  expect((await clinic.ask('front-desk', 'patients.chart', { patientId })).ok).toBe(false);
  expect((await clinic.ask('nurse', 'allergies.recordNoneKnown', { patientId })).ok).toBe(false);
  expect((await clinic.call('front-desk', 'patients.chart', { patientId: other })).patient.familyName).toBe('Mensah');
  expect(await clinic.call('front-desk', 'patients.search', { text: 'Mensah' })).not.toEqual([]);
});

test('linked records go together', async () => {
  const clinic = await testClinic();
  const one = await aPatient(clinic);
  const two = await aPatient(clinic, { familyName: 'Boateng', givenNames: 'Yaw', birthDate: '1970-01-01' });
  clinic.facility.raw
    .prepare(`INSERT INTO patient_link (id, patient_id, surviving_id, created_at) VALUES ('l', ?, ?, '2026-11-21T08:00:00.000Z')`)
    .run(one, two);
  expect((await clinic.call('administrator', 'people.previewErasure', { patientId: two })).linkedNumbers).toEqual([numberOf(clinic, one)]);
  expect((await eraseHim(clinic, two)).ok).toBe(true);
  expect([clinic.count('patient'), clinic.count('patient_link'), clinic.count('erasure')]).toEqual([0, 0, 2]);
  expect(verifyAudit(clinic.facility.raw, headVerifier(clinic.facility.dataDir))).toMatchObject({ ok: true, erased: 2 });
});

test('who may be marked sensitive goes with the mark', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const { raw } = clinic.facility;
  const userId = raw.prepare(`SELECT id FROM user_account WHERE username = 'doctor'`).pluck().get() as string;
  raw.exec(`INSERT INTO sensitivity_mark (id, patient_id, reason, set_at, set_by) VALUES ('m', '${patientId}', 'x', '2026-11-21T08:00:00.000Z', '${userId}');
    INSERT INTO sensitivity_scope (id, mark_id, role_code) VALUES ('s', 'm', 'doctor')`);
  expect((await eraseHim(clinic, patientId)).ok).toBe(true);
  expect([clinic.count('sensitivity_mark'), clinic.count('sensitivity_scope')]).toEqual([0, 0]);
});

test('a wrong number, an open visit and a reason that names the person are refused, and nothing is gone', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  expect(await eraseHim(clinic, patientId, { confirmation: 'P-1' })).toMatchObject({ error: { code: 'erasure.not_confirmed' } });
  expect(await eraseHim(clinic, patientId, { reason: 'Mr. Tettebi wrote' })).toMatchObject({ error: { code: 'erasure.reason_names' } });
  await clinic.call('front-desk', 'encounters.startWalkIn', { patientId });
  expect(await eraseHim(clinic, patientId)).toMatchObject({ error: { code: 'erasure.visit_open' } });
  expect(await clinic.ask('manager', 'people.erase', { patientId, confirmation: 'x', reason: 'abc' })).toMatchObject({
    error: { code: 'auth.forbidden' },
  });
  expect([clinic.count('patient'), clinic.count('erasure'), clinic.count('encounter')]).toEqual([1, 0, 1]);
});

test('a dispense of somebody who was not erased can’t be deleted, and its absence is found', async () => {
  const clinic = await testClinic();
  await somebody(clinic);
  const { raw, dataDir } = clinic.facility;
  expect(() => raw.exec('DELETE FROM medication_dispense')).toThrow('dispenses are never removed');
  raw.exec('UPDATE person_key SET wrapped_key = NULL, destroyed_at = created_at'); // a forger opens the trigger's door
  raw.exec('DELETE FROM medication_dispense');
  expect(verifyAudit(raw, headVerifier(dataDir)).firstBad).toMatchObject({ table: 'medication_dispense', why: 'removed' });
});

test.each(['the data folder’s list', 'a later backup beside it', 'an own list of the restored folder'])(
  'a restore of an older backup erases again: %s',
  async (source) => {
    const clinic = await testClinic();
    const { dataDir } = clinic.facility;
    const databaseKey = readKeys(dataDir).databaseKey;
    const patientId = await somebody(clinic);
    const target = aFolder();
    const older = writeBackup({ dataDir, databaseKey, target, at: '2026-11-21T08:00:00.000Z' }, watch);
    expect((await eraseHim(clinic, patientId)).ok).toBe(true);
    const later = writeBackup({ dataDir, databaseKey, target, at: '2026-11-21T09:00:00.000Z' }, watch);

    const fresh = aFolder();
    const chosen = source.startsWith('a later') ? target : aFolder();
    if (chosen !== target) cpSync(join(target, older.name), join(chosen, older.name), { recursive: true });
    if (source.startsWith('the data')) writeFileSync(join(fresh, 'erasures.json'), readFileSync(join(dataDir, 'erasures.json')));
    if (source.startsWith('an own')) cpSync(join(target, later.name), join(fresh, 'backups', later.name), { recursive: true });
    const job = {
      dataDir: fresh,
      databaseKey,
      present: null,
      actor: { kind: 'command', id: 'test' } as const,
      at: '2026-11-22T08:00:00.000Z',
    };
    commitRestore(fresh, stageRestore({ ...job, backup: join(chosen, older.name) }, watch));

    const { raw } = openDatabase(join(fresh, 'facility.db'), databaseKey);
    expect(raw.prepare('SELECT count(*) FROM patient').pluck().get()).toBe(0);
    expect(raw.prepare('SELECT reason FROM erasure').pluck().get()).toBe('asked for by letter');
    expect(verifyAudit(raw, headVerifier(dataDir))).toMatchObject({ ok: true, erased: 1 });
    raw.close();
    expect(canariesIn(fresh, databaseKey)).toEqual([]);
    expect(readdirSync(join(fresh, 'blobs'))).toEqual([]);
  },
);

test('without any list an older backup holds the person: the list is what erases', async () => {
  const clinic = await testClinic();
  const { dataDir } = clinic.facility;
  const databaseKey = readKeys(dataDir).databaseKey;
  await somebody(clinic);
  const target = aFolder();
  const older = writeBackup({ dataDir, databaseKey, target, at: '2026-11-21T08:00:00.000Z' }, watch);
  const fresh = aFolder();
  commitRestore(
    fresh,
    stageRestore(
      {
        dataDir: fresh,
        databaseKey,
        present: null,
        actor: { kind: 'command', id: 'test' },
        at: clinic.clock.now,
        backup: join(target, older.name),
      },
      watch,
    ),
  );
  expect(canariesIn(fresh, databaseKey)).not.toEqual([]);
});
