import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readErrors } from '../../../../main/facility/health.ts';
import { aFullRecord } from '../../../support/sensitive.ts';
import { testClinic } from '../../../support/testContext.ts';

test('the administrator sees disk, database and when the audit was last verified', async () => {
  const clinic = await testClinic();
  const fresh = await clinic.call('administrator', 'facility.health', {});
  expect(fresh.diskFree).toBeGreaterThan(0);
  expect(fresh.diskTotal).toBeGreaterThanOrEqual(fresh.diskFree);
  expect(fresh.database).toBeGreaterThan(100_000);
  expect(fresh).toMatchObject({ lastVerification: null, errorsInADay: null });
  clinic.clock.now = '2026-11-21T09:00:00.000Z';
  const { rows } = await clinic.call('administrator', 'audit.verify', {});
  expect((await clinic.call('administrator', 'facility.health', {})).lastVerification).toEqual({
    at: '2026-11-21T09:00:00.000Z',
    ok: true,
    rows,
  });
  expect(await clinic.ask('doctor', 'facility.health', {})).toMatchObject({ error: { code: 'auth.forbidden' } });
});

test('what was backed up and what documents take is told, and an old backup is', async () => {
  const clinic = await testClinic();
  const { files, lastBackupAt, isBackupTooOld } = await clinic.call('administrator', 'facility.health', {});
  expect({ files, lastBackupAt, isBackupTooOld }).toEqual({ files: 0, lastBackupAt: null, isBackupTooOld: false });
  clinic.clock.now = '2026-11-29T08:00:01.000Z';
  expect(await clinic.call('administrator', 'facility.health', {})).toMatchObject({ isBackupTooOld: true });
  clinic.facility.raw
    .prepare(`INSERT INTO backup_run VALUES ('r', '2026-11-28T08:00:00.000Z', '2026-11-28T08:00:09.000Z', '/media', 'medvault-x', 9, NULL)`)
    .run();
  const later = await clinic.call('administrator', 'facility.health', {});
  expect(later).toMatchObject({ isBackupTooOld: false, lastBackupAt: '2026-11-28T08:00:00.000Z' });
  await aFullRecord(clinic);
  expect((await clinic.call('administrator', 'facility.health', {})).files).toBeGreaterThan(1000);
});

test('errors of a day are found in the log and in the one before it, by level and time; broken and other lines are none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'medvault-log-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'facility.log');
  const line = (level: number, time: number, more: object = {}) => `${JSON.stringify({ level, time, ...more, msg: 'x' })}\n`;
  expect(readErrors(path, 0)).toBeNull();
  await writeFile(path, `cut off"}\n${line(50, 99)}${line(50, 100)}${line(60, 200)}${line(30, 300)}not json\n{"level":50,"time":`);
  expect(readErrors(path, 100)).toHaveLength(2);
  await appendFile(path, `\n${line(30, 400).repeat(80_000)}`); // a busy day pushes no error out of sight
  expect(readErrors(path, 100)).toHaveLength(2);
  await writeFile(`${path}.1`, line(50, 150, { method: 'patients.chart', err: { message: 'Canaryperson' } }));
  expect(readErrors(path, 100)).toEqual([
    { at: '1970-01-01T00:00:00.150Z', what: 'patients.chart: x' },
    { at: '1970-01-01T00:00:00.100Z', what: 'x' },
    { at: '1970-01-01T00:00:00.200Z', what: 'x' },
  ]);
});
