import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { enrolmentCodeFor, runHub } from '../support/sync/command.ts';
import { aFacility } from '../support/sync/facility.ts';
import { aFolder, aHub, aHubProcess } from '../support/sync/hub.ts';

test('the hub says where it is, and a code made beside it enrols a facility', async () => {
  const dataDir = aFolder();
  const hub = await aHubProcess(dataDir);
  expect(hub.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const a = aFacility('A');
  await expect(a.enrol(hub.url, await enrolmentCodeFor(dataDir))).resolves.toEqual({ hubName: 'Hub' });
});

test('wrong use is answered with the usage and 2, help with 0', async () => {
  expect(await runHub('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: medvault hub') as string });
  const wrong = [[], ['--data', 'x', '--port', 'many'], ['dance', '--data', 'x'], ['--colour']];
  for (const ended of await Promise.all(wrong.map((args) => runHub(...args)))) {
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Usage: medvault hub') as string });
  }
});

test('a port in use, a folder in use, a folder that cannot be written, a damaged and a newer file each get a sentence and 1', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const refused = async (args: string[], sentence: RegExp, code: string) => {
    const ended = await runHub(...args, '--json');
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).not.toMatch(/ at .*\.ts|node:internal/);
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, error: { code } });
    expect(ended.code).toBe(1);
  };
  await refused(['--data', aFolder(), '--port', String(port)], /Port \d+ is in use/, 'port.in_use');

  const running = await aHub();
  await refused(['--data', running.dataDir, '--port', '0'], /Another hub is running/, 'storage.in_use');

  const folder = aFolder();
  writeFileSync(join(folder, 'file'), '');
  await refused(['--data', join(folder, 'file', 'hub'), '--port', '0'], /cannot be written/, 'storage.not_writable');

  const damaged = join(folder, 'damaged');
  mkdirSync(damaged);
  writeFileSync(join(damaged, 'hub.sqlite'), 'This is a letter, not a database. '.repeat(200));
  await refused(['--data', damaged, '--port', '0'], /damaged/, 'storage.damaged');

  const newer = join(folder, 'newer');
  mkdirSync(newer);
  const file = new Sqlite(join(newer, 'hub.sqlite'));
  file.pragma('user_version = 999');
  file.close();
  await refused(['--data', newer, '--port', '0'], /newer version/, 'storage.newer_version');
  await refused(['code', '--data', join(folder, 'nothing')], /no hub in/, 'not_found');
});
