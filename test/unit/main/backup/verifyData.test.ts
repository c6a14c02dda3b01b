import { copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../../db/open.ts';
import { checkFolder } from '../../../../main/backup/checkFolder.ts';
import { keepBlob } from '../../../../main/documents/blobs.ts';
import { inTransaction } from '../../../../main/facility/context.ts';
import { Host } from '../../../../main/facility/host.ts';
import { readKeys } from '../../../../main/security/keys.ts';
import { aPatient } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

const watch = { isCancelled: () => false, step: () => undefined };
const check = (dataDir: string) => checkFolder({ what: 'all', dataDir, databaseKey: readKeys(dataDir).databaseKey }, watch);

/** A closed clinic with two documents of a patient, one of nobody's and a begun upload; and how to make a copy of it that somebody changes. */
async function aClosedClinic() {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const keep = (text: string, about: string | null) =>
    inTransaction(clinic.ctx('doctor'), (ctx) =>
      keepBlob(ctx, Buffer.alloc(300_000, text), { name: 'x.pdf', mediaType: 'application/pdf', patientId: about }),
    );
  const blobIds = [await keep('one', patientId), await keep('two', patientId), await keep('three', null)].map(({ blobId }) => blobId);
  const upload = { name: 'u.png', mediaType: 'image/png', size: 300_000, sha256: 'a'.repeat(64), patientId };
  const { uploadId } = await clinic.call('doctor', 'blobs.begin', upload);
  await clinic.call('doctor', 'blobs.chunk', { uploadId, offset: 0, base64: Buffer.alloc(256 * 1024, 7).toString('base64') });
  const { dataDir, blobs } = clinic.facility;
  const [one = '', two = '', three = ''] = blobIds.map((id) => blobs.fileName(id));
  await clinic.host.close();
  const changed = (change: (folder: string) => void) => {
    const folder = mkdtempSync(join(tmpdir(), 'medvault-verify-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    cpSync(dataDir, folder, { recursive: true, filter: (source) => !source.endsWith('.sock') });
    change(folder);
    return check(folder);
  };
  return { dataDir, one, two, three, changed, patientId };
}

const inDatabase = (folder: string, sql: string) => {
  const { raw } = openDatabase(join(folder, 'facility.db'), readKeys(folder).databaseKey);
  raw.exec(sql);
  raw.close();
};

test('every document is looked at: missing, changed, cut, exchanged, renamed, without its key, or belonging to nothing', async () => {
  const { one, two, three, changed, patientId } = await aClosedClinic();
  const blob = (folder: string, name: string) => join(folder, 'blobs', name);
  const bad = (name: string, why: string) => ({ ok: false, firstBad: { what: `blobs/${name}`, why } });

  expect(changed(() => undefined)).toMatchObject({ ok: true, blobs: 3, uploads: 1, orphans: 0, firstBad: null });
  expect(changed((f) => rmSync(blob(f, three)))).toMatchObject(bad(three, 'missing'));
  const flip = (path: string) => {
    const bytes = readFileSync(path);
    bytes[270_000] = (bytes[270_000] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  };
  expect(changed((f) => flip(blob(f, one)))).toMatchObject(bad(one, 'changed'));
  expect(changed((f) => truncateSync(blob(f, one), 1000))).toMatchObject(bad(one, 'another size'));
  expect(changed((f) => copyFileSync(blob(f, two), blob(f, one)))).toMatchObject(bad(one, 'changed')); // of the same patient
  const swapRows = `UPDATE blob SET file_name = 'x' WHERE file_name = '${one}'; UPDATE blob SET file_name = '${one}' WHERE file_name = '${two}';
    UPDATE blob SET file_name = '${two}' WHERE file_name = 'x'`;
  expect(changed((f) => inDatabase(f, swapRows))).toMatchObject(bad(two, 'named otherwise'));
  expect(changed((f) => inDatabase(f, `UPDATE blob SET sha256 = '${'0'.repeat(64)}' WHERE file_name = '${one}'`))).toMatchObject(
    bad(one, 'other contents'),
  );
  const destroyed = `UPDATE person_key SET wrapped_key = NULL, destroyed_at = '2026' WHERE patient_id = '${patientId}'`;
  expect(changed((f) => inDatabase(f, destroyed))).toMatchObject(bad(one, 'no key'));
  const stray = (f: string, ageSeconds: number) => {
    writeFileSync(blob(f, 'stray'), 'x');
    const then = Date.now() / 1000 - ageSeconds;
    utimesSync(blob(f, 'stray'), then, then);
  };
  expect(changed((f) => stray(f, 60))).toMatchObject({ ...bad('stray', 'orphaned'), orphans: 1 });
  expect(changed((f) => stray(f, 0))).toMatchObject({ ok: true, orphans: 0 }); // its row may be on the way
});

test('what a broken step left is set aside when the facility opens, and nothing else', async () => {
  const { dataDir } = await aClosedClinic();
  writeFileSync(join(dataDir, 'blobs', 'stray'), 'x');
  const before = readdirSync(join(dataDir, 'blobs')).filter((name) => name !== 'stray');
  const host = new Host({ dataDir, log: pino({ level: 'silent' }), isAlone: true });
  await host.start();
  await host.close();
  expect(readdirSync(join(dataDir, 'blobs')).toSorted()).toEqual(before.toSorted());
  expect(readFileSync(join(dataDir, 'orphaned-blobs', 'stray'), 'utf8')).toBe('x');
  expect(check(dataDir)).toMatchObject({ ok: true, blobs: 3, uploads: 1 });
});
