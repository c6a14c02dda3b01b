import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { Host } from '../../main/facility/host.ts';
import { makeFacility } from '../../main/facility/setUp.ts';
import { readKeys } from '../../main/security/keys.ts';
import { launchApp, temporaryFolder } from '../support/electron.ts';
import { framePage } from './pages/frame.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let dataDir: string;
const log = pino({ level: 'silent' });
const self = {
  name: 'Bad Start Clinic',
  type: 'clinic',
  timeZone: 'Africa/Accra',
  latitude: null,
  longitude: null,
  currency: 'GHS',
  locale: 'en',
} as const;

beforeEach(async () => {
  folder = await temporaryFolder();
  dataDir = join(folder.path, 'data');
  const host = new Host({ dataDir, log });
  await host.start();
  await makeFacility(host, self, []);
  await host.close();
});
afterEach(() => folder.remove());

/** What the window says when it is opened on this folder; never a stack. */
async function saidAtStart(name: string): Promise<string> {
  const { window, close } = await launchApp({ dataDir });
  await window.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 20_000 });
  await framePage(window).look(name);
  const text = await window.locator('body').innerText();
  await close();
  expect(text).not.toMatch(/\bat .+:\d+:\d+|Error:|undefined/);
  return text;
}

test('a damaged file: nothing is changed, and restoring is the next step', async () => {
  const path = join(dataDir, 'facility.db');
  const whole = readFileSync(path);
  writeFileSync(path, Buffer.concat([Buffer.alloc(4096, 0x55), whole.subarray(4096)]));
  const broken = readFileSync(path);
  const said = await saidAtStart('31-damaged');
  expect(said).toMatch(/damaged/i);
  expect(said).toMatch(/backup/i);
  expect(readFileSync(path).equals(broken)).toBe(true);
});

test('a file of a newer version asks for that version', async () => {
  const { raw } = openDatabase(join(dataDir, 'facility.db'), readKeys(dataDir).databaseKey);
  raw.pragma('user_version = 9990');
  raw.close();
  expect(await saidAtStart('32-newer')).toMatch(/newer/i);
});

test('a missing key says where it must be put back, and trying again works once it is there', async () => {
  const key = join(dataDir, 'medvault.key');
  const aside = join(folder.path, 'medvault.key');
  copyFileSync(key, aside);
  rmSync(key);
  const { window, close } = await launchApp({ dataDir });
  await window.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 20_000 });
  expect(await window.locator('body').innerText()).toMatch(/key/i);
  copyFileSync(aside, key);
  await window.getByRole('button', { name: 'Try again' }).click();
  await window.getByLabel('User name').waitFor({ timeout: 20_000 });
  await close();
});

test('a key of another folder says that it does not fit, and the recovery key is offered', async () => {
  writeFileSync(join(dataDir, 'medvault.key'), `${'ab'.repeat(32)}\n`);
  const said = await saidAtStart('34-wrong-key');
  expect(said).toMatch(/does not fit/i);
  expect(said).toMatch(/recovery key/i);
});

test('a folder that another program holds says so, and opens once it is let go', async () => {
  const other = new Host({ dataDir, log });
  await other.start();
  const { window, close } = await launchApp({ dataDir });
  await window.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 20_000 });
  await framePage(window).look('33-in-use');
  expect(await window.locator('body').innerText()).toMatch(/another/i);
  await other.close();
  await window.getByRole('button', { name: 'Try again' }).click();
  await window.getByLabel('User name').waitFor({ timeout: 20_000 });
  await close();
});

test('an empty folder is a new facility, not a fault', async () => {
  dataDir = join(folder.path, 'empty');
  mkdirSync(dataDir);
  const { window, close } = await launchApp({ dataDir });
  await window.getByRole('button', { name: 'Set up this facility' }).waitFor({ timeout: 20_000 });
  expect(await window.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  await close();
});
