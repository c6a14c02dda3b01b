import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileFormat, hashOf } from '../../main/configuration/file.ts';
import { launchApp, type LaunchedApp, temporaryFolder } from '../support/electron.ts';
import { framePage } from './pages/frame.ts';

// One window, one facility that is set up here: each test goes on where the one before stopped.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let launched: LaunchedApp;
let window: Page;
let frame: ReturnType<typeof framePage>;

beforeAll(async () => {
  folder = await temporaryFolder();
  launched = await launchApp({ dataDir: join(folder.path, 'data') });
  window = launched.window;
  window.setDefaultTimeout(8_000);
  frame = framePage(window);
}, 90_000);
afterAll(async () => {
  await launched.close();
  await folder.remove();
});

const button = (name: string | RegExp) => window.getByRole('button', { name });
const valueOf = async (label: string) => Number(await window.getByLabel(label).inputValue());
const password = 'green valley 7';

test('the place is chosen on the map by a click, moved by keys, and the facility is set up with it', async () => {
  await button('Set up this facility').click();
  await window.getByLabel('Name of the facility').fill('Kolda Health Post');
  await window.getByLabel('Currency').fill('XOF');
  const map = window.getByRole('application', { name: 'Map of the world' });
  await map.scrollIntoViewIfNeeded();
  const box = await map.boundingBox();
  if (!box) throw new Error('there is no map');
  await window.mouse.click(box.x + 0.47 * box.width, box.y + 0.57 * box.height);
  const far = await valueOf('Latitude');
  await window.mouse.click(box.x + box.width / 2, box.y + box.height / 2 - 40);
  const near = await valueOf('Latitude');
  expect(near).toBeGreaterThan(far);
  await map.focus();
  await window.keyboard.press('ArrowDown');
  expect(await valueOf('Latitude')).toBeLessThan(near);
  await window.getByLabel('Latitude').fill('12.8939, -14.9412');
  await window.getByText('12.8939 · -14.9412 · Senegal').waitFor();
  await frame.look('desk-place');
  await window.getByLabel('Full name').fill('Awa Diallo');
  await window.getByLabel('User name').fill('awa');
  await window.getByLabel(/^Password(?! again)/).fill(password);
  await window.getByLabel('Password again').fill(password);
  await button('Set up this facility').click();
  const sheet = window.getByRole('list', { name: 'Recovery key' });
  await sheet.waitFor({ timeout: 30_000 });
  const groups = (await sheet.getByRole('listitem').allInnerTexts()).map((text) => text.split('\n').at(-1)?.trim() ?? '');
  const asked = await window.getByLabel(/^Type group/).evaluate((field) => (field as HTMLInputElement).labels?.[0]?.textContent ?? '');
  await window.getByLabel(/^Type group/).fill(groups[Number(/\d/.exec(asked)?.[0]) - 1] ?? '');
  await button('I have the sheet: go on').click();
  await window.getByLabel('User name').waitFor({ timeout: 20_000 });
  await window.getByLabel('User name').fill('awa');
  await window.getByLabel('Password', { exact: true }).fill(password);
  await button('Sign in').click();
  await window.getByRole('link', { name: 'Today' }).waitFor({ timeout: 20_000 });
});

test('the configuration of another clinic is previewed in words, brought in, and stands in the history of settings', async () => {
  const said = {
    format: fileFormat,
    version: 1,
    exportedAt: '2026-11-20T08:00:00.000Z',
    from: { name: 'Kolda District Hospital', code: 'K7M2QX' },
    configuration: {
      roles: [{ name: 'Midwife', permissions: ['Patient.read', 'Encounter.read', 'Potion.brew'] }],
      departments: ['Maternity'],
      access: { breakGlassMinutes: 30 },
      facility: { currency: 'GHS' },
    },
  };
  const file = join(folder.path, 'configuration.json');
  await writeFile(file, JSON.stringify({ ...said, sha256: hashOf(said), signature: { keyId: 'other', value: '' } }));
  await frame.open('People and roles');
  await window.getByRole('link', { name: 'Export and import' }).click();
  await window.setInputFiles('input[type=file]', file);
  const changes = window.getByRole('table', { name: 'What would change' });
  await changes.getByText('Midwife').waitFor();
  await changes.getByText('Visits: see').waitFor();
  await window.getByText(/Currency: it is chosen once/).waitFor();
  await window.getByText(/Potion.brew/).waitFor();
  await frame.look('desk-import-light');
  await button('Dark theme').click();
  await frame.look('desk-import-dark');
  await button('Light theme').click();
  await window.getByRole('textbox', { name: 'Why' }).fill('as at the hospital');
  await button('Make 3 changes').click();
  await window.getByText('Configuration imported: 2 added, 1 changed, 0 removed.').waitFor();

  await window.getByRole('link', { name: 'History of settings' }).click();
  await window.getByRole('grid').getByText('as at the hospital').first().click();
  await frame.settled();
  await frame.look('desk-history');
  await window.getByRole('textbox', { name: 'Words of the reason' }).fill('nothing like it');
  await window.getByText('No change of a setting fits').waitFor();
  expect(await window.getByRole('grid').getByText('as at the hospital').count()).toBe(0);
  await window.getByRole('link', { name: 'Who may do what' }).click();
  await window.getByRole('columnheader', { name: /Midwife/ }).waitFor();
});

test('a damaged file is refused in words, and the settings stay', async () => {
  const file = join(folder.path, 'configuration.json');
  await writeFile(file, (await readFile(file, 'utf8')).replace('Maternity', 'Paternity'));
  await window.getByRole('link', { name: 'Export and import' }).click();
  await window.setInputFiles('input[type=file]', file);
  await window.getByText(/This file was changed or cut since it was exported/).waitFor();
  await frame.look('desk-damaged');
  expect(await window.getByRole('table', { name: 'What would change' }).count()).toBe(0);
});
