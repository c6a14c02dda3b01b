import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseKeys } from '../../main/security/keysFile.ts';
import { launchApp, type LaunchedApp, temporaryFolder } from '../support/electron.ts';
import { type Keyring, startKeyring } from '../support/keyring.ts';
import { framePage } from './pages/frame.ts';

// One facility, one keyring: each test goes on where the one before stopped.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let dataDir: string;
let keyring: Keyring;
let password = 'calm river 1';
let groups: string[] = [];
let open: LaunchedApp | undefined;

beforeAll(async () => {
  folder = await temporaryFolder();
  dataDir = join(folder.path, 'data');
  keyring = await startKeyring(join(folder.path, 'home'));
});
afterAll(async () => {
  await open?.close().catch(() => undefined); // what a failed test left
  await keyring.stop();
  await folder.remove();
});

const launch = async (): Promise<LaunchedApp> => {
  const { env, loadFirst } = keyring;
  open = await launchApp({ dataDir, env, loadFirst });
  return open;
};
const backendOf = ({ app }: LaunchedApp) => app.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend());
const sealed = () => readFileSync(join(dataDir, 'keystore.sealed'));

async function setUp(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Set up this facility' }).click();
  await window.getByLabel('Name of the facility').fill('Keyring Clinic');
  await window.getByLabel('Currency').fill('GHS');
  await window.getByLabel('Full name').fill('Efua Mensah');
  await window.getByLabel('User name').fill('efua');
  await window.getByLabel(/^Password(?! again)/).fill(password);
  await window.getByLabel('Password again').fill(password);
  await window.getByRole('button', { name: 'Set up this facility' }).click();
  groups = await groupsIn(window);
}

async function groupsIn(window: Page): Promise<string[]> {
  const sheet = window.getByRole('list', { name: 'Recovery key' });
  await sheet.waitFor({ timeout: 30_000 });
  return (await sheet.getByRole('listitem').allInnerTexts()).map((text) => text.split('\n').at(-1)?.trim() ?? '');
}

async function signIn(window: Page): Promise<void> {
  await window.getByLabel('User name').waitFor({ timeout: 20_000 });
  await window.getByLabel('User name').fill('efua');
  await window.getByLabel('Password', { exact: true }).fill(password);
  await window.getByRole('button', { name: 'Sign in', exact: true }).click();
  await window.getByRole('link', { name: 'Today' }).waitFor({ timeout: 20_000 });
}

test('the key of a new facility is sealed by the real keyring, and lies nowhere else', async () => {
  const launched = await launch();
  const { window, close } = launched;
  expect(await backendOf(launched)).toBe('gnome_libsecret');
  await setUp(window);
  expect(groups).toHaveLength(7);
  await close();
  expect(parseKeys(dataDir).wraps.map(({ kind }) => kind)).toEqual(['os', 'recovery']);
  expect(existsSync(join(dataDir, 'medvault.key'))).toBe(false);
  expect(sealed().subarray(0, 3).toString()).toBe('v11'); // Chromium's mark of a key from the keyring; v10 would be its fixed password
  expect(keyring.files()).not.toEqual([]);
});

test('it survives a restart of the program: the same seal opens the same data', async () => {
  const before = sealed();
  const { window, close } = await launch();
  await signIn(window);
  await framePage(window).open('Settings');
  await window.getByText('the key is kept in the system’s key store').waitFor({ timeout: 20_000 });
  await close();
  expect(sealed().equals(before)).toBe(true);
});

test('the data comes under a new key in the window, the sheet first; the same session goes on and the keyring opens it ever after', async () => {
  const before = parseKeys(dataDir).check;
  const { window, close } = await launch();
  await signIn(window);
  const frame = framePage(window);
  await frame.open('Settings');
  await window.getByRole('button', { name: 'Encrypt under a new key…' }).click();
  const asking = window.getByRole('dialog', { name: 'Encrypt everything under a new key' });
  await asking.waitFor();
  await frame.look('newkey-why');
  await asking.getByRole('button', { name: 'Show the new sheet first' }).click();
  const dialog = window.getByRole('dialog', { name: 'The new recovery key' });
  await dialog.waitFor({ timeout: 30_000 });
  await frame.look('newkey-sheet');
  expect(parseKeys(dataDir).check).toBe(before);
  groups = await groupsIn(window);
  const field = dialog.getByRole('textbox', { name: /Type group \d/ });
  const [, number] = /group (\d)/.exec((await dialog.innerText()).replaceAll('\n', ' ')) ?? [];
  await field.fill(groups[Number(number) - 1] ?? '');
  await dialog.getByRole('button', { name: 'I have the sheet: go on' }).click();
  await window.getByText('Everything is encrypted under the new key').waitFor({ timeout: 30_000 });
  await window.getByText('the key is kept in the system’s key store').waitFor({ timeout: 20_000 });
  await frame.look('newkey-done');
  await close();
  expect(parseKeys(dataDir).check).not.toBe(before);
  const again = await launch();
  await signIn(again.window);
  await again.close();
});

test('an administrator who forgot the password comes in with the printed key alone', async () => {
  const { window, close } = await launch();
  const frame = framePage(window);
  await window.getByRole('button', { name: 'Administrator: use the recovery key…' }).click();
  await frame.look('let-in-key');
  await window.getByRole('textbox', { name: 'Recovery key' }).fill(groups.join('-'));
  await window.getByRole('button', { name: 'Go on' }).click();
  await window.getByLabel('Efua Mensah (efua)').waitFor();
  await frame.look('let-in-password');
  password = 'calm river 2';
  await window.getByLabel('New password', { exact: true }).fill(password);
  await window.getByLabel('New password again').fill(password);
  await window.getByRole('button', { name: 'Save the new password' }).click();
  await window.getByText('Sign in as efua with the new password.').waitFor({ timeout: 20_000 });
  expect(await window.getByLabel('User name').inputValue()).toBe('efua');
  await signIn(window);
  await close();
});

test('the keyring is lost: the printed recovery key opens the data, and a new seal is made that every later start opens', async () => {
  const former = sealed();
  await keyring.lose();
  const { window, close } = await launch();
  const field = window.getByRole('textbox', { name: 'Recovery key' }).first();
  await field.waitFor({ timeout: 20_000 });
  await framePage(window).look('keyring-lost');
  expect(sealed().equals(former)).toBe(true); // nothing is thrown away before somebody proves whose data it is
  await field.fill(groups.join(' ').toLowerCase());
  await window.getByRole('button', { name: 'Open the data with the recovery key' }).click();
  await signIn(window);
  await close();
  expect(sealed().equals(former)).toBe(false);
  expect(readdirSync(dataDir).filter((name) => name.includes('.next.'))).toEqual([]);
  expect(existsSync(join(dataDir, 'medvault.key'))).toBe(false);

  const again = await launch();
  await signIn(again.window);
  await again.close();
});

test('with the keyring gone and no sheet nobody gets in, and the data is left as it is', async () => {
  const database = readFileSync(join(dataDir, 'facility.db'));
  await keyring.lose();
  const { window, close } = await launch();
  const field = window.getByRole('textbox', { name: 'Recovery key' }).first();
  await field.waitFor({ timeout: 20_000 });
  await field.fill('0000 0000 0000 0000 0000 0000 0001');
  await window.getByRole('button', { name: 'Open the data with the recovery key' }).click();
  await window.getByText(/not a recovery key|belongs to other data/).waitFor({ timeout: 20_000 });
  await close();
  expect(readFileSync(join(dataDir, 'facility.db')).equals(database)).toBe(true);
});
