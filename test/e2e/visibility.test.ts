import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type LaunchedApp, temporaryFolder } from '../support/electron.ts';
import { framePage } from './pages/frame.ts';

// One window, one demo clinic: each test goes on where the one before stopped.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let launched: LaunchedApp;
let window: Page;
let frame: ReturnType<typeof framePage>;

beforeAll(async () => {
  folder = await temporaryFolder();
  launched = await launchApp({ dataDir: join(folder.path, 'data') });
  window = launched.window;
  window.setDefaultTimeout(6_000);
  frame = framePage(window);
  await frame.exploreDemo();
}, 90_000);
afterAll(async () => {
  await launched.close();
  await folder.remove();
});

const button = (name: string | RegExp) => window.getByRole('button', { name });
const reason = 'Brought in unconscious, nobody knows the history';

test('a doctor marks a record as sensitive for another role, and is locked out of it', async () => {
  await frame.signIn('joseph');
  await frame.open('Patients');
  await frame.settled();
  await window.getByRole('grid').getByRole('row').nth(1).click();
  await window.getByRole('region', { name: 'Who may see this record' }).waitFor();
  await button('Mark as sensitive').click();
  await window.getByRole('combobox', { name: 'Roles' }).click({ force: true }); // its box lies over the field
  await window.getByRole('option', { name: 'Laboratory' }).click();
  await window.getByRole('textbox', { name: 'Reason' }).fill('asked for by the person');
  await window.keyboard.press('Control+Enter');
  await window.getByText('This record is restricted').waitFor();
  expect(await window.getByRole('region', { name: 'Problems' }).count()).toBe(0);
  await frame.look('break-glass-restricted');
});

test('the record opens with a typed reason; the banner tells how long and closes it', async () => {
  await window.getByRole('textbox', { name: 'Why you must see it now' }).fill(reason);
  await window.keyboard.press('Control+Enter');
  await window.getByText(/Open in an emergency for another 60 min/).waitFor();
  await frame.settled();
  await frame.look('break-glass-banner-light');
  await button('Dark theme').click();
  await frame.look('break-glass-banner-dark');
  await button('Light theme').click();
  await button('Close now').click();
  await window.getByText('This record is restricted').waitFor();
  expect(await window.getByRole('region', { name: 'Problems' }).count()).toBe(0);
});
