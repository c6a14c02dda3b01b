import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type LaunchedApp, temporaryFolder } from '../support/electron.ts';
import { framePage } from './pages/frame.ts';

// One order from its draft to a part of the goods; each test goes on where the one before stopped.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let launched: LaunchedApp;
let window: Page;
let frame: ReturnType<typeof framePage>;
let address = '';

beforeAll(async () => {
  folder = await temporaryFolder();
  launched = await launchApp({ dataDir: join(folder.path, 'data') });
  window = launched.window;
  window.setDefaultTimeout(10_000);
  frame = framePage(window);
  await frame.exploreDemo();
  await frame.signIn('grace');
}, 120_000);
afterAll(async () => {
  await launched.close();
  await folder.remove();
});

const button = (name: string | RegExp) => window.getByRole('button', { name });
const card = () => window.getByRole('region', { name: 'Order', exact: true });
const change = async (username: string) => {
  await button(/Lock/).first().click();
  const other = button('Sign in as somebody else');
  await window.getByLabel('User name').or(other).first().waitFor();
  if (await other.isVisible()) await other.click();
  await frame.signIn(username);
};
const go = (path: string) => window.evaluate((hash) => void (globalThis.location.hash = hash), `#${path}`);
/** The next file that is saved goes here, and what the system would be asked to open is remembered. */
const saveTo = (path: string) =>
  launched.app.evaluate(({ dialog, shell }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    const opened: string[] = ((globalThis as Record<string, unknown>)['openedFiles'] = []);
    shell.openPath = (file) => {
      opened.push(file);
      return Promise.resolve('');
    };
  }, path);

test('a draft is written without the mouse; who sells it best stands beside it', async () => {
  await go('/orders');
  await window.getByRole('grid', { name: 'Orders' }).getByRole('row').nth(1).waitFor();
  await frame.look('orders-list');
  await button('New order').click();
  await expect.poll(() => window.evaluate(() => document.activeElement?.getAttribute('aria-haspopup'))).toBe('listbox'); // Supplier has the focus
  await window.keyboard.type('Northern');
  await window.getByRole('option', { name: 'Northern Pharma Wholesale' }).waitFor();
  await window.keyboard.press('Enter');
  const add = window.getByRole('textbox', { name: 'Add an item' });
  await add.fill('amlodipine');
  await window.getByRole('option').first().waitFor();
  await window.keyboard.press('Enter');
  await window.keyboard.type('12');
  await expect.poll(() => window.locator('.mv-order-line').first().innerText()).toMatch(/measured|price|takes|delivers|list/);
  await frame.look('orders-new');
  await window.keyboard.press('Control+Enter');
  await card().getByText('Draft', { exact: true }).waitFor();
  expect(await button('Approve').count()).toBe(0); // the clerk may not
  address = await window.evaluate(() => globalThis.location.hash.slice(1));
});

test('somebody else approves it; the clerk sends it as a mail with the PDF in it', async () => {
  await change('admin');
  await go(address);
  await button('Approve').click();
  await card().getByText('Approved', { exact: true }).first().waitFor();
  await frame.look('orders-approved');
  await change('grace');
  await go(address);
  const path = join(folder.path, 'order.eml');
  await saveTo(path);
  await button('Send by e-mail').click();
  await card().getByText('Sent', { exact: true }).first().waitFor();
  const mail = await expect.poll(() => readFile(path, 'ascii').catch(() => '')).toContain('X-Unsent: 1').then(() => readFile(path, 'ascii')); // prettier-ignore
  expect(mail).toContain('To: "Yaw Damoah" <orders@northern-pharma.example>');
  const pdf = Buffer.from(/application\/pdf[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(mail)?.[1]?.replaceAll('\r\n', '') ?? '', 'base64');
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(await launched.app.evaluate(() => (globalThis as Record<string, unknown>)['openedFiles'])).toEqual([path]);
}, 60_000);

test('a part of it comes: counted at receiving, seen on the order with what is still owed', async () => {
  await button('Receive goods').click();
  const lines = window.getByRole('table', { name: 'Lines of this receipt' });
  await lines.getByRole('row').nth(1).waitFor();
  await frame.look('orders-receiving');
  const receiptId = await window.evaluate(() => globalThis.location.hash.split('/').at(-1) ?? '');
  expect(receiptId).toMatch(/^[0-9a-f-]{36}$/);
  await lines.getByRole('button').first().click();
  await window.getByLabel('Packs', { exact: true }).fill('5');
  await window.getByLabel('Lot number').fill('NP-77');
  await window.getByLabel('Expires').fill('11/2028');
  await window.keyboard.press('Control+Enter');
  await button('Take in').click();
  await window.getByText(/Taken in as S-/).waitFor();
  await go(address);
  await card().getByText('Partly here', { exact: true }).waitFor();
  await card().getByText('Goods came').waitFor();
  await frame.look('orders-partly');
}, 60_000);
