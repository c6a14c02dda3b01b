import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type LaunchedApp, temporaryFolder } from '../support/electron.ts';
import { freePort } from '../support/sharedClinic.ts';
import { smallClinic, smallClinicPassword } from '../support/smallClinic.ts';
import { framePage } from './pages/frame.ts';
import { seatsPage } from './pages/seats.ts';

// Two computers, each with its own folder and window: the clinic's, and one at the counter that joins it. Each test goes on where the one before stopped.
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
  clinic = await open(join(folder.path, 'clinic'));
  counter = await open(counterDir());
  atClinic = seatsPage(clinic.window);
  atCounter = seatsPage(counter.window);
});
afterAll(async () => {
  await counter.close();
  await clinic.close();
  await folder.remove();
});

async function open(dataDir: string): Promise<LaunchedApp> {
  const launched = await launchApp({ dataDir });
  launched.window.setDefaultTimeout(20_000);
  return launched;
}

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

async function startRegistering(family: string): Promise<void> {
  const { window } = counter;
  await framePage(window).open('Patients');
  await window.getByRole('button', { name: 'Register a patient' }).first().click();
  await window.getByRole('textbox', { name: 'Family name' }).fill(family);
  await window.getByRole('textbox', { name: 'Given names' }).fill('Kwaku');
  await window.getByText('Male', { exact: true }).first().click();
  await window.getByRole('textbox', { name: 'Birth date or age' }).fill('40 y');
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
  await atCounter.join({ address: `127.0.0.1:${port}`, code: code.toLowerCase(), name: 'Front counter' });
  await counter.window.getByRole('heading', { name: 'Quiet Clinic' }).waitFor();
  await signIn(counter.window, 'amina');
  await clinic.window.getByText('Front counter is paired.').waitFor();
  await clinic.window.getByText('signed in: Amina Suleman').waitFor();
  await atClinic.look('seats-list');
  expect(execFileSync('ls', [counterDir()], { encoding: 'utf8' })).not.toMatch(/keys\.json|\.db|clinic/);
});

test('a lost network keeps the screen and what was typed; a saving that was under way happens once', async () => {
  const { window } = counter;
  await startRegistering('Halftypedson');
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
  await startRegistering('Patientson');
  await silence();
  await window.getByText(/No connection to the clinic’s computer/).waitFor();
  await window.getByRole('textbox', { name: 'Given names' }).fill('Yaw');
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
  counter = await open(counterDir());
  atCounter = seatsPage(counter.window);
  await counter.window.getByRole('heading', { name: 'The clinic’s computer can’t be reached' }).waitFor();
  await counter.window.getByText('Is the clinic’s computer switched on').waitFor();
  await atCounter.look('seats-away');
  await wake();
  await counter.window.getByRole('heading', { name: 'Quiet Clinic' }).waitFor();
  expect(await counter.window.getByLabel('User name').count()).toBe(1); // whoever was signed in is not: the window's memory is gone
});

test('another certificate is a stop without a way past it, also when another address is tried', async () => {
  await counter.close();
  pretendPin('0'.repeat(64));
  counter = await open(counterDir());
  atCounter = seatsPage(counter.window);
  const { window } = counter;
  await window.getByRole('heading', { name: 'Stop: this is not the clinic’s computer' }).waitFor();
  expect(await window.getByRole('button').allInnerTexts()).toEqual(['Try now', 'Change address', 'Forget this clinic']);
  await atCounter.look('seats-wrong-computer');
  await window.getByRole('button', { name: 'Try now' }).click();
  await window.getByRole('heading', { name: 'Stop: this is not the clinic’s computer' }).waitFor();
  await window.getByRole('button', { name: 'Change address' }).click();
  await window.getByRole('textbox', { name: 'Address of the clinic’s computer' }).fill(`localhost:${port}`);
  await window.getByRole('button', { name: 'Use this address' }).click();
  await window
    .getByRole('alert')
    .filter({ hasText: /another computer|not the clinic/i })
    .last()
    .waitFor();
  expect(await window.getByLabel('User name').count()).toBe(0);
});

/** As if the clinic's computer had been replaced by another one since the pairing. */
let realSeat = '';
function pretendPin(pin: string): void {
  const file = join(counterDir(), 'seat.json');
  realSeat = readFileSync(file, 'utf8');
  const kept = JSON.parse(realSeat) as { paired: { pin: string } };
  writeFileSync(file, JSON.stringify({ ...kept, paired: { ...kept.paired, pin } }));
}

test('a seat whose access is withdrawn is told so at once, and again when it starts', async () => {
  await counter.close();
  writeFileSync(join(counterDir(), 'seat.json'), realSeat);
  counter = await open(counterDir());
  atCounter = seatsPage(counter.window);
  await signIn(counter.window, 'amina');
  await atClinic.open();
  await atClinic.withdraw('Front counter', 'sold');
  const told = () => counter.window.getByRole('heading', { name: 'This computer’s access was withdrawn' }).waitFor();
  await told();
  await atCounter.look('seats-withdrawn');
  await counter.close();
  counter = await open(counterDir());
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
