import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import pino from 'pino';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Host } from '../../main/facility/host.ts';
import { makeFacility } from '../../main/facility/setUp.ts';
import { hashCosts, hashPassword } from '../../sync/security/password.ts';
import { launchApp, type LaunchedApp, temporaryFolder } from '../support/electron.ts';
import { framePage } from './pages/frame.ts';

// One window, one small clinic: each test goes on where the one before stopped.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let launched: LaunchedApp;
let window: Page;
let frame: ReturnType<typeof framePage>;
const password = 'calm river 1';
const pin = '493817';

beforeAll(async () => {
  folder = await temporaryFolder();
  const dataDir = join(folder.path, 'data');
  mkdirSync(dataDir);
  await makeClinic(dataDir);
  launched = await launchApp({ dataDir });
  window = launched.window;
  window.setDefaultTimeout(15_000);
  frame = framePage(window);
});
afterAll(async () => {
  await launched.close();
  await folder.remove();
});

async function makeClinic(dataDir: string): Promise<void> {
  const host = new Host({ dataDir, log: pino({ level: 'silent' }), isAlone: true });
  await host.start();
  const passwordHash = await hashPassword(password, hashCosts.pin);
  const place = { type: 'clinic', timeZone: 'Africa/Accra', latitude: null, longitude: null, currency: 'GHS', locale: 'en' } as const;
  await makeFacility(host, { name: 'Quiet Clinic', ...place }, [
    { username: 'joseph', displayName: 'Joseph Tettebi', passwordHash, roles: ['doctor'] },
    { username: 'samuel', displayName: 'Samuel Darfor', passwordHash, roles: ['administrator'] },
  ]);
  await host.close();
}

/** The data service's process, ended as a power cut would: a child of the window's process, found by what it runs. */
async function killService(): Promise<void> {
  const parent = await launched.app.evaluate(() => process.pid);
  const listed = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  const services = listed
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((found) => found?.[2] === String(parent) && /facility\.js|node\.mojom\.NodeService/.test(found[3] ?? ''));
  expect(services).toHaveLength(1);
  process.kill(Number(services[0]?.[1]), 'SIGKILL');
}

/** The page's clock is so many milliseconds late. */
const shiftClock = (ms: number) =>
  window.evaluate((shift) => {
    const kept = Date as unknown as { realNow?: () => number };
    const now = (kept.realNow ??= Date.now.bind(Date));
    Date.now = () => now() + shift;
  }, ms);

const button = (name: string) => window.getByRole('button', { name, exact: true });
const field = (name: string) => window.getByLabel(name, { exact: true });
const locked = () => window.getByRole('heading', { name: 'Locked' });
const said = () => window.locator('body').innerText();

async function signIn(username: string, secret: string): Promise<void> {
  await field('User name').fill(username);
  await field('Password').fill(secret);
  await button('Sign in').click();
}

test('a PIN is set under Settings, in the window', async () => {
  await signIn('joseph', password);
  await frame.open('Settings');
  await window.getByRole('row', { name: /PIN/ }).getByRole('button').click();
  await field('New PIN').fill(pin);
  await frame.look('lock-my-account');
  await button('Save PIN').click();
  await expect.poll(said).toContain('PIN saved.');
});

test('Ctrl+L hides the form and keeps its words; a wrong PIN says how many tries are left; the right one leads back to them', async () => {
  await frame.open('Patients');
  await button('Register a patient').first().click();
  await window.getByRole('textbox', { name: 'Family name' }).fill('Nakimuli');
  await window.keyboard.press('Control+l');
  await locked().waitFor();
  expect(await said()).toContain('Joseph Tettebi');
  expect(await window.content()).not.toContain('Nakimuli');
  expect(await window.locator('input').count()).toBe(1 + (await window.locator('input[type=radio]').count())); // the PIN, and the choice of language
  await frame.look('lock-light');
  await window.emulateMedia({ colorScheme: 'dark' });
  await frame.look('lock-dark');
  await window.emulateMedia({ colorScheme: 'light' });
  await field('PIN').fill('111222');
  await window.getByText('Tries left: 4.').waitFor();
  await field('PIN').fill(pin);
  await expect.poll(() => window.getByRole('textbox', { name: 'Family name' }).inputValue()).toBe('Nakimuli');
});

test('a restart of the data service does not unlock, nor does it give new tries', async () => {
  await window.keyboard.press('Control+l');
  for (const left of [4, 3]) {
    await field('PIN').fill('111222');
    await window.getByText(`Tries left: ${left}.`).waitFor();
  }
  await killService();
  await field('PIN').fill('111222');
  await window.getByText(/Tries left: 2\.|did not answer/).waitFor();
  expect(await locked().isVisible()).toBe(true);
  await field('PIN').fill(pin);
  await locked().waitFor({ state: 'detached' });
});

test('without input the screen locks by itself; the password opens it as well', async () => {
  await shiftClock(5 * 60_000 + 1000);
  await expect.poll(() => locked().isVisible(), { timeout: 15_000 }).toBe(true);
  await shiftClock(0);
  await button('Use the password instead').click();
  await field('Password').fill(password);
  await button('Unlock').click();
  await locked().waitFor({ state: 'detached' });
});

test('somebody else signs in at the locked screen and resets a password; the one-time password must be changed', async () => {
  await window.keyboard.press('Control+l');
  await button('Sign in as somebody else').click();
  await signIn('samuel', password);
  await frame.open('People and roles');
  await window.getByRole('grid').getByText('Joseph Tettebi').click();
  await button('Reset password').click();
  await frame.look('lock-reset');
  await button('Reset the password').click();
  const oneTime = (await window.getByText(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/).textContent()) ?? '';
  await button('Handed over').click();
  await frame.look('lock-people');
  await window.keyboard.press('Control+l');
  await button('Sign in as somebody else').click();
  await signIn('joseph', oneTime);
  await field('New password').fill('green valley 7');
  await field('New password again').fill('green valley 7');
  await frame.look('lock-must-change');
  await button('Sign in').click();
  await expect.poll(() => window.getByRole('link', { name: 'Today' }).isVisible(), { timeout: 15_000 }).toBe(true);
});

test('one-time codes are set up from a QR code; from then on the password alone does not sign in', async () => {
  await frame.open('Settings');
  await window
    .getByRole('row', { name: /One-time codes/ })
    .getByRole('button')
    .click();
  await window.getByRole('img', { name: 'QR code for the authenticator' }).waitFor();
  await frame.look('lock-totp');
  const secret = (await window.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? '';
  await field('One-time code').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await button('Turn on').click();
  const codes = window.getByRole('list', { name: 'Backup codes' }).getByRole('listitem');
  await codes.first().waitFor();
  expect(await codes.count()).toBe(10);
  const [first = ''] = await codes.allTextContents();
  await frame.look('lock-backup-codes');
  await button('I have written them down').click();
  await window.keyboard.press('Control+l');
  await button('Sign in as somebody else').click();
  await signIn('joseph', 'green valley 7');
  await field('One-time code').fill(first);
  await button('Sign in').click();
  await expect.poll(() => window.getByRole('link', { name: 'Today' }).isVisible(), { timeout: 15_000 }).toBe(true);
});
