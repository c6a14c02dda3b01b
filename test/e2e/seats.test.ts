import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type LaunchedApp, temporaryFolder } from '../support/electron.ts';
import { anImpostor } from '../support/impostor.ts';
import { type Keyring, startKeyring } from '../support/keyring.ts';
import { freePort } from '../support/sharedClinic.ts';
import { smallClinic, smallClinicPassword } from '../support/smallClinic.ts';
import { framePage } from './pages/frame.ts';
import { seatsPage } from './pages/seats.ts';

// Two computers, each with its own folder and window: the clinic's, and one at the counter that joins it. Each test goes on where the one before stopped.
let keyring: Keyring;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let clinic: LaunchedApp;
let counter: LaunchedApp;
let atClinic: ReturnType<typeof seatsPage>;
let atCounter: ReturnType<typeof seatsPage>;
let port: number;
let code = '';
const counterDir = () => join(folder.path, 'counter');

beforeAll(async () => {
  folder = await temporaryFolder();
  port = await freePort();
  await smallClinic(join(folder.path, 'clinic'), [
    { username: 'samuel', displayName: 'Samuel Darfor', role: 'administrator' },
    { username: 'amina', displayName: 'Amina Suleman', role: 'front-desk' },
  ]);
  keyring = await startKeyring(join(folder.path, 'home'));
  clinic = await open(join(folder.path, 'clinic'));
  counter = await openCounter();
  atClinic = seatsPage(clinic.window);
  atCounter = seatsPage(counter.window);
});
afterAll(async () => {
  await counter.close();
  await clinic.close();
  await keyring.stop();
  await folder.remove();
});

async function open(dataDir: string, more: Partial<Parameters<typeof launchApp>[0]> = {}): Promise<LaunchedApp> {
  const launched = await launchApp({ dataDir, ...more });
  launched.window.setDefaultTimeout(40_000);
  return launched;
}

/** The computer at the counter has a key store of its own. */
const openCounter = () => open(counterDir(), { env: keyring.env, loadFirst: keyring.loadFirst });

async function signIn(window: Page, username: string): Promise<void> {
  await window.getByLabel('User name').fill(username);
  await window.getByLabel('Password', { exact: true }).fill(smallClinicPassword);
  await window.getByRole('button', { name: 'Sign in', exact: true }).click();
  await window.getByRole('link', { name: 'Today' }).waitFor();
}

/** The clinic's data service: a child of its window's process. */
async function servicePid(): Promise<number> {
  const parent = await clinic.app.evaluate(() => process.pid);
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(parent)], { encoding: 'utf8' }).split('\n');
  return Number(
    lines
      .find((line) => /facility\.js/.test(line))
      ?.trim()
      .split(' ')[0],
  );
}

/** The clinic's computer says nothing any more, as when a cable is pulled; what was sent to it lies there until it wakes. */
const silence = async () => process.kill(await servicePid(), 'SIGSTOP');
const wake = async () => process.kill(await servicePid(), 'SIGCONT');

async function startRegistering(family: string, given: string, age: string): Promise<void> {
  const { window } = counter;
  await framePage(window).open('Patients');
  await window.getByRole('button', { name: 'Register a patient' }).first().click();
  await window.getByRole('textbox', { name: 'Family name' }).fill(family);
  await window.getByRole('textbox', { name: 'Given names' }).fill(given);
  await window.getByText('Male', { exact: true }).first().click();
  await window.getByRole('textbox', { name: 'Birth date or age' }).fill(age);
}

const familyName = () => counter.window.getByRole('textbox', { name: 'Family name' }).inputValue();

/** As the clinic has them now. */
async function countPatients(family: string): Promise<number> {
  const { window } = counter;
  await framePage(window).open('Patients');
  await window.getByRole('textbox', { name: /Filter/ }).fill(family);
  const rows = window.getByRole('grid', { name: 'Patient list' }).getByRole('row', { name: new RegExp(family) });
  await rows.first().waitFor();
  return rows.count();
}

test('the administrator shares the clinic and makes a code', async () => {
  await signIn(clinic.window, 'samuel');
  await atClinic.open();
  await atClinic.look('seats-not-shared');
  await atClinic.share(port);
  expect(await atClinic.fingerprint()).toMatch(/^([0-9A-F]{2}:){7}[0-9A-F]{2}$/m);
  code = await atClinic.makeCode();
  expect(code).toMatch(/^([0-9A-Z]{4} ){6}[0-9A-Z]{4}$/);
  await clinic.window.getByRole('img', { name: /QR code/ }).waitFor();
  await atClinic.look('seats-code');
});

test('another computer finds the clinic, joins it with the code and works in it; nothing of the clinic lies on it', async () => {
  await atCounter.beginJoining();
  await counter.window
    .getByRole('button', { name: new RegExp(`:${port}$`) })
    .first()
    .waitFor();
  await atCounter.look('seats-join');
  const told = clinic.window.getByText('Front counter is paired.').waitFor(); // it does not stay long
  await atCounter.join({ address: `127.0.0.1:${port}`, code: code.toLowerCase(), name: 'Front counter' });
  await told;
  await counter.window.getByRole('heading', { name: 'Quiet Clinic' }).waitFor();
  await signIn(counter.window, 'amina');
  await clinic.window.getByText('signed in: Amina Suleman').waitFor();
  await atClinic.look('seats-list');
  expect(readdirSync(counterDir()).filter((name) => /^keys\.|\.db|blobs/.test(name))).toEqual([]);
  expect(readFileSync(join(counterDir(), 'seat.json'), 'utf8')).not.toMatch(/privateKey|pin/); // the key store has sealed them
});

test('a lost network keeps the screen and what was typed; a saving that was under way happens once', async () => {
  const { window } = counter;
  await startRegistering('Halftypedson', 'Kwaku', '40 y');
  await silence();
  await window.getByRole('button', { name: 'Register patient' }).click(); // it is on its way when nobody answers any more
  await window.getByText(/No connection to the clinic’s computer: what you typed is kept/).waitFor();
  expect(await familyName()).toBe('Halftypedson');
  await atCounter.look('seats-offline');
  await wake();
  await window.getByRole('region', { name: 'Patient', exact: true }).waitFor();
  expect(await countPatients('Halftypedson')).toBe(1);
});

test('a saving that waited too long is refused in words, and the same press later saves once', async () => {
  const { window } = counter;
  await startRegistering('Patientson', 'Emmanuel', '61 y');
  await silence();
  await window.getByText(/No connection to the clinic’s computer/).waitFor();
  await window.getByRole('textbox', { name: 'Village' }).fill('Kintampo');
  await window.getByRole('button', { name: 'Register patient' }).click();
  await window.getByText(/did not answer.*not saved twice/).waitFor({ timeout: 40_000 });
  await atCounter.look('seats-offline-refused');
  await wake();
  await window.getByText('Connected again').waitFor();
  expect(await familyName()).toBe('Patientson');
  await window.getByRole('button', { name: 'Register patient' }).click();
  await window.getByRole('region', { name: 'Patient', exact: true }).waitFor();
  expect(await countPatients('Patientson')).toBe(1);
});

test('started again it opens the clinic by itself; a host that is away is said, with what to do', async () => {
  await counter.close();
  await silence();
  counter = await openCounter();
  atCounter = seatsPage(counter.window);
  await counter.window.getByRole('heading', { name: 'The clinic’s computer can’t be reached' }).waitFor();
  await counter.window.getByText('Is the clinic’s computer switched on').waitFor();
  await atCounter.look('seats-away');
  await wake();
  await counter.window.getByRole('heading', { name: 'Quiet Clinic' }).waitFor();
  expect(await counter.window.getByLabel('User name').count()).toBe(1); // whoever was signed in is not: the window's memory is gone
});

test('another computer in the clinic’s place is a stop without a way past it; it is told nothing, and what was typed outlives it', async () => {
  const { window } = counter;
  await signIn(window, 'amina');
  await startRegistering('Betweenson', 'Isaac', '7 y');
  await clinic.close();
  const impostor = await anImpostor(port);
  const stop = window.getByRole('heading', { name: 'Stop: this is not the clinic’s computer' });
  await stop.waitFor();
  await atCounter.look('seats-wrong-computer');
  const inSight = window.locator('.mv-over').getByRole('button');
  expect(await inSight.allInnerTexts()).toEqual(['Try now', 'Change address', 'Forget this clinic']);
  await inSight.filter({ hasText: 'Try now' }).click();
  await stop.waitFor();
  await inSight.filter({ hasText: 'Change address' }).click();
  await window.getByRole('textbox', { name: 'Address of the clinic’s computer' }).fill(`localhost:${port}`);
  await window.getByRole('button', { name: 'Use this address' }).click();
  await window.getByText('Another computer answered than the one of this clinic').waitFor();
  expect(impostor.hasMet()).toBe(true);
  expect(impostor.heard()).toBe(0);
  await impostor.close();

  clinic = await open(join(folder.path, 'clinic'));
  atClinic = seatsPage(clinic.window);
  await stop.waitFor({ state: 'detached' });
  expect(await familyName()).toBe('Betweenson');
  await window.getByRole('button', { name: 'Register patient' }).click();
  await window.getByRole('region', { name: 'Patient', exact: true }).waitFor();
  expect(await countPatients('Betweenson')).toBe(1);
  await signIn(clinic.window, 'samuel');
});

test('a seat whose access is withdrawn is told so at once, and again when it starts', async () => {
  await atClinic.open();
  await atClinic.withdraw('Front counter', 'sold');
  const told = () => counter.window.getByRole('heading', { name: 'This computer’s access was withdrawn' }).waitFor();
  await told();
  await atCounter.look('seats-withdrawn');
  await counter.close();
  counter = await openCounter();
  atCounter = seatsPage(counter.window);
  await told();
  expect(await counter.window.getByRole('button').allInnerTexts()).toEqual(['Forget this clinic']);
});

test('a clinic that is forgotten leaves the first page, and the code of another pairing opens it again', async () => {
  const { window } = counter;
  await window.getByRole('button', { name: 'Forget this clinic' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Forget this clinic' }).click();
  await window.getByRole('heading', { name: 'Welcome to MedVault' }).waitFor();
  expect(existsSync(join(counterDir(), 'seat.json'))).toBe(false);
  await atCounter.look('seats-first-run');
  await atCounter.beginJoining();
  await atCounter.join({ address: `127.0.0.1:${port}`, code, name: 'Front counter' });
  await window
    .getByRole('alert')
    .filter({ hasText: /was used already/ })
    .waitFor();
  const next = await atClinic.makeCode();
  await window.getByRole('textbox', { name: 'Pairing code' }).fill(next);
  await window.getByRole('button', { name: 'Connect' }).click();
  await window.getByRole('heading', { name: 'Quiet Clinic' }).waitFor();
});

test('a computer whose key store was lost says which clinic it belonged to, and what to do', async () => {
  await counter.close();
  await keyring.lose();
  counter = await openCounter();
  atCounter = seatsPage(counter.window);
  await counter.window.getByRole('heading', { name: 'This computer’s key can’t be opened' }).waitFor();
  expect(await counter.window.locator('main').innerText()).toContain('Quiet Clinic');
  await atCounter.look('seats-key-lost');
});
