import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { countErrors } from '../../../../main/facility/health.ts';
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

test('errors are counted by level and time; broken and other lines are none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'medvault-log-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'facility.log');
  const line = (level: number, time: number) => `${JSON.stringify({ level, time, msg: 'x' })}\n`;
  expect(countErrors(path, 0)).toBeNull();
  await writeFile(path, `cut off"}\n${line(50, 99)}${line(50, 100)}${line(60, 200)}${line(30, 300)}not json\n`);
  expect(countErrors(path, 100)).toBe(2);
  await appendFile(path, line(30, 400).repeat(80_000)); // more than is looked through
  expect(countErrors(path, 100)).toBe(0);
});
