import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import bwip from 'bwip-js/node';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type LaunchedApp, temporaryFolder } from '../support/electron.ts';
import { framePage } from './pages/frame.ts';

// One data folder: scanned in the first window, which is killed; gone on with in the second, which has a camera.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let launched: LaunchedApp;
let window: Page;
let frame: ReturnType<typeof framePage>;

const gtin = '09501101530003';
const gs = '\u001d';
const pack = `01${gtin}10CAM-21${gs}17271100`;
let cardNumber = '';

async function start(args: string[] = []): Promise<void> {
  launched = await launchApp({ dataDir: join(folder.path, 'data'), args });
  window = launched.window;
  window.setDefaultTimeout(8_000);
  frame = framePage(window);
}
beforeAll(async () => {
  folder = await temporaryFolder();
  await start();
  await frame.exploreDemo();
  await frame.signIn('grace');
}, 120_000);
afterAll(async () => {
  await launched.close();
  await folder.remove();
});

const button = (name: string | RegExp) => window.getByRole('button', { name });
const lines = () => window.getByRole('table', { name: 'Lines of this receipt' });
const packsOf = (row: number) => lines().getByRole('row').nth(row).getByRole('cell').nth(3);
/** As a wedge scanner does: the separator as Ctrl+], Enter at the end, no pause. */
async function scan(text: string): Promise<void> {
  const [first = '', ...rest] = text.split(gs);
  await window.keyboard.type(first);
  for (const part of rest) {
    await window.keyboard.press('Control+]');
    await window.keyboard.type(part);
  }
  await window.keyboard.press('Enter');
}

test('a pack is scanned: the item is chosen once, then each scan counts, wherever the focus is', async () => {
  await frame.open('Patients');
  await window.getByRole('grid').getByRole('row').nth(1).waitFor();
  cardNumber = /P-[0-9A-Z]{6}-[A-Z]{1,2}\d{5,}-\d{2}/.exec(await window.locator('main').innerText())?.[0] ?? '';
  expect(cardNumber).not.toBe('');
  await frame.open('Stock');
  await window.getByRole('link', { name: 'Receiving' }).click();
  await button('New receipt').first().click();
  const field = window.getByLabel(/^Scan a pack/);
  await field.waitFor();
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
  await scan(pack);
  const dialog = window.getByRole('dialog', { name: 'Which item is this pack?' });
  await dialog.getByText(/lot CAM-21, expires 30 Nov 2027/).waitFor(); // day 00: the last of the month
  await dialog.getByRole('textbox', { name: 'Item' }).fill('amox');
  await window.getByRole('option').first().click();
  await dialog.getByLabel('In one pack').fill('50');
  await window.keyboard.press('Control+Enter');
  await expect.poll(() => packsOf(1).innerText()).toBe('1');
  await field.focus();
  await scan(pack);
  await expect.poll(() => packsOf(1).innerText()).toBe('2');
  await field.blur();
  await scan(pack);
  await expect.poll(() => packsOf(1).innerText()).toBe('3');
  await window.getByLabel('Supplier', { exact: true }).fill('Central Medical Store');
  await window.getByLabel('Delivery note number').fill('DN-2026/114');
  await frame.look('receiving-scan');
}, 60_000);

test('a damaged code is refused by name and counts nothing', async () => {
  await window.getByLabel(/^Scan a pack/).focus();
  await scan(`]d201${gtin.slice(0, -1)}4`);
  await window.getByText('A digit of the number was read wrong (check digit). Scan again.').waitFor();
  await scan(`]d201${gtin}17271331`);
  await window.getByText(/a day that no calendar has: \(17\) 271331/).waitFor();
  expect(await packsOf(1).innerText()).toBe('3');
});

test('after a crash the draft goes on where it stopped, by camera now; taken in, the stock has grown', async () => {
  await window.waitForTimeout(1500); // what was typed last is saved within a second
  launched.app.process().kill('SIGKILL');
  const film = join(folder.path, 'camera.y4m');
  await writeFile(film, await filmOf([`(01)${gtin}(10)CAM-21(17)271100`, cardNumber]));
  await start(['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`]);
  await window.getByLabel('User name').waitFor({ timeout: 60_000 });
  await frame.signIn('grace');
  await frame.open('Stock');
  await window.getByRole('link', { name: 'Receiving' }).click();
  await window.getByRole('gridcell', { name: 'Central Medical Store' }).first().click();
  await expect.poll(() => packsOf(1).innerText()).toBe('3');
  await button('Camera').click();
  await expect.poll(() => packsOf(1).innerText(), { timeout: 30_000 }).toBe('4');
  await window.getByRole('dialog', { name: 'Scan packs' }).getByRole('button', { name: 'Close' }).last().click();
  await button('Take in').click();
  await window.getByText(/Taken in as S-/).waitFor();
  await frame.look('receiving-taken-in');
  await window.getByRole('link', { name: 'Stock', exact: true }).last().click();
  await window.getByRole('grid').getByRole('row').filter({ hasText: /amox/i }).first().click();
  await window.getByRole('row').filter({ hasText: 'CAM-21' }).filter({ hasText: '200' }).first().waitFor();
}, 120_000);

test("a patient's card before the camera opens the chart", async () => {
  await frame.open('Patients');
  await button('Scan card').click();
  await expect.poll(() => window.evaluate(() => location.hash), { timeout: 30_000 }).toMatch(/^#\/patients\/[0-9a-f-]{36}$/);
  await window.getByRole('region', { name: 'Chart' }).or(window.locator('main')).getByText(cardNumber).first().waitFor();
}, 60_000);

/** What the camera shows: a pack's DataMatrix beside a card's QR code, 1280 x 720, as Chromium reads it from a file. */
async function filmOf([matrix, card]: readonly [string, string]): Promise<Buffer> {
  const code = async (bcid: string, text: string) => bwip.toBuffer({ bcid, text, scale: 7, backgroundcolor: 'FFFFFF' });
  const grey = await sharp({ create: { width: 1280, height: 720, channels: 3, background: '#cfcac2' } })
    .composite([
      { input: await code('gs1datamatrix', matrix), left: 160, top: 240 },
      { input: await code('qrcode', card), left: 800, top: 200 },
    ])
    .grayscale()
    .raw()
    .toBuffer();
  const frameOf = Buffer.concat([Buffer.from('FRAME\n'), grey.subarray(0, 1280 * 720), Buffer.alloc((1280 * 720) / 2, 128)]);
  return Buffer.concat([Buffer.from('YUV4MPEG2 W1280 H720 F10:1 Ip A1:1 C420jpeg\n'), ...Array.from({ length: 5 }, () => frameOf)]);
}
