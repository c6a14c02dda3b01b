import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeWorkplace } from '../../../main/cli/bootstrap/testWorkplace.mjs';

function aDisk(): string {
  const disk = mkdtempSync(join(tmpdir(), 'medvault-workplace-'));
  onTestFinished(() => rmSync(disk, { recursive: true, force: true }));
  return disk;
}

test('the tests write into a folder in memory, which another user may pass through and not read, and which is gone afterwards', () => {
  const disk = aDisk();
  const { env, remove } = makeWorkplace({ PATH: '/bin' }, disk);
  expect(env).toMatchObject({ PATH: '/bin', NODE_COMPILE_CACHE: expect.stringContaining('.cache') as string });
  const folder = env['TMPDIR']!;
  expect(readdirSync(disk).map((name) => join(disk, name))).toEqual([folder]);
  expect(statSync(folder).mode & 0o777).toBe(0o711);
  writeFileSync(join(folder, 'left'), 'behind');
  remove();
  expect(existsSync(folder)).toBe(false);
});

test('a folder that somebody named is used, and so is the usual one where memory is short', () => {
  const disk = aDisk();
  expect(makeWorkplace({ TMPDIR: '/somewhere' }, disk).env).toMatchObject({ TMPDIR: '/somewhere' });
  expect(makeWorkplace({ PATH: '/bin' }, '').env['TMPDIR']).toBeUndefined();
  expect(readdirSync(disk)).toEqual([]);
});
