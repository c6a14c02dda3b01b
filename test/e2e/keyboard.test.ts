import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPassword } from '../../preload/contract/facility.ts';
import { launchApp, type LaunchedApp, temporaryFolder } from '../support/electron.ts';
import { framePage } from './pages/frame.ts';

// No mouse from here on: what is typed goes to whatever has the focus.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let launched: LaunchedApp;
let window: Page;

beforeAll(async () => {
  folder = await temporaryFolder();
  launched = await launchApp({ dataDir: join(folder.path, 'data') });
  window = launched.window;
  window.setDefaultTimeout(15_000);
}, 60_000);
afterAll(async () => {
  await launched.close();
  await folder.remove();
});

const press = (key: string) => window.keyboard.press(key);
const typeText = (text: string) => window.keyboard.type(text);
/** What has the focus, as it is announced. */
const focused = () => window.locator('*:focus').ariaSnapshot();
/** Two cores and a window that nobody sees: what is there in the blink of an eye elsewhere may take seconds here. */
const patient = { timeout: 10_000 };
const palette = () => window.getByRole('dialog', { name: 'Search and commands' });
const openPalette = async () => {
  await press('Control+k');
  await expect.poll(focused, patient).toContain('textbox "Name, number, medicine or action"');
};

test('the demo clinic and its sign-in have the focus where one begins', async () => {
  await window.getByRole('button', { name: 'Explore the demo clinic' }).waitFor();
  await expect.poll(focused, patient).toContain('Explore the demo clinic');
  await press('Enter');
  await window.getByLabel('User name').waitFor({ timeout: 60_000 });
  await expect.poll(focused, patient).toContain('textbox "User name"');
  await typeText('joseph');
  await press('Tab');
  await typeText(demoPassword);
  await press('Enter');
  await window.getByRole('link', { name: 'Today' }).waitFor();
}, 90_000);

test('Ctrl+K, a name, Enter: the chart, whose patient names the window as long as it is open; Tab goes on in it', async () => {
  await openPalette();
  await typeText('achieng');
  const first = palette().getByRole('button').first();
  await expect.poll(() => first.innerText(), patient).toMatch(/Achieng/);
  const name = (await first.innerText()).split('\n')[0];
  await press('Enter');
  await expect.poll(() => window.title(), patient).toBe(`${name} · MedVault`);
  await expect.poll(() => palette().count(), patient).toBe(0);
  expect(await window.evaluate(() => document.activeElement?.closest('#main') !== null)).toBe(true);
  await press('Tab');
  expect(await window.evaluate(() => document.activeElement?.closest('#main') !== null)).toBe(true);
  await press('g');
  await press('p');
  await expect.poll(() => window.title(), patient).toBe('Patients · MedVault');
});

test('letters typed at once after Ctrl+K are not lost, and a command by its name comes before people who resemble it', async () => {
  await press('Control+k');
  await typeText('lock'); // nobody waits for a dialog
  const entries = palette().getByRole('button');
  await expect.poll(() => entries.first().innerText(), patient).toBe('Lock');
  expect(await window.getByRole('textbox', { name: 'Name, number, medicine or action' }).inputValue()).toBe('lock');
  await window.waitForTimeout(500); // the search for people answers
  expect(await entries.allInnerTexts()).toEqual(['Lock']);
  await press('Escape');
  await expect.poll(() => palette().count(), patient).toBe(0);
});

test('? explains the keys, Esc closes it, and keys lead on', async () => {
  const overlay = window.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await press('?');
  await overlay.waitFor();
  await framePage(window).look('40-shortcuts');
  await press('Escape');
  await expect.poll(() => overlay.count(), patient).toBe(0);
  await press('g');
  await press('q');
  await expect.poll(() => window.title(), patient).toBe('Queue · MedVault');
});

test('the theme is switched from Ctrl+K and stays for this user', async () => {
  const scheme = () => window.locator('html').getAttribute('data-mantine-color-scheme');
  const before = await scheme();
  const wanted = before === 'dark' ? 'Light theme' : 'Dark theme';
  await openPalette();
  await typeText(wanted);
  await palette().getByRole('button', { name: wanted }).waitFor();
  await press('Enter');
  await expect.poll(scheme, patient).not.toBe(before);
  await framePage(window).look('41-other-theme');
  await press('Control+l');
  await window.getByLabel('Password', { exact: true }).waitFor();
  await expect.poll(focused, patient).toMatch(/Password/);
  await typeText(demoPassword);
  await press('Enter');
  await expect.poll(() => window.title(), patient).toBe('Queue · MedVault');
  expect(await scheme()).not.toBe(before);
});
