import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPassword } from '../../preload/contract/facility.ts';
import { launchApp, type LaunchedApp, temporaryFolder } from '../support/electron.ts';
import { framePage } from './pages/frame.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let launched: LaunchedApp;
let window: Page;
let frame: ReturnType<typeof framePage>;
const patient = { timeout: 15_000 };

beforeAll(async () => {
  folder = await temporaryFolder();
  launched = await launchApp({ dataDir: join(folder.path, 'data') });
  window = launched.window;
  window.setDefaultTimeout(15_000);
  frame = framePage(window);
  await frame.exploreDemo();
}, 120_000);
afterAll(async () => {
  await launched.close();
  await folder.remove();
});

const button = (name: string | RegExp) => window.getByRole('button', { name });
const go = (path: string) => window.evaluate((hash) => void (location.hash = hash), `#${path}`);
/** The lock screen keeps the name of who is locked. */
const change = async (username: string) => {
  await window.getByRole('button', { name: /Lock/ }).first().click();
  const other = window.getByRole('button', { name: 'Sign in as somebody else' });
  await window.getByLabel('User name').or(other).first().waitFor();
  if (await other.isVisible()) await other.click();
  await frame.signIn(username);
};

test('a controlled medicine is refused without a second signature, and handed out with one; the register names both', async () => {
  await frame.signIn('joseph');
  await frame.open('Queue');
  await window.locator('[role=grid] [role=rowgroup] [role=row]').first().click();
  const form = window.getByRole('form', { name: 'Prescribe' });
  await form.getByRole('textbox', { name: 'Medicine' }).fill('phenobarbital');
  await window
    .getByRole('option', { name: /Phenobarbital 100 mg/i })
    .first()
    .click();
  await form.getByRole('textbox', { name: 'Directions' }).fill('1 tablet at night');
  await form.getByRole('textbox', { name: 'Quantity' }).fill('14');
  await window
    .getByRole('region', { name: 'Safety check' })
    .getByText(/checks made/)
    .waitFor();
  await form.getByRole('button', { name: 'Prescribe', exact: true }).click();
  await window.getByLabel('Your password to sign').fill(demoPassword);
  await window.keyboard.press('Enter');
  await expect.poll(() => window.locator('body').innerText(), patient).toMatch(/0 of 14/);

  await change('grace');
  await frame.open('Dispensing');
  const row = window.getByRole('grid', { name: 'What waits at the desk' }).getByRole('row', { name: /Phenobarbital/ });
  await row.first().click();
  const give = button(/^Hand over Phenobarbital/);
  await give.click();
  const signature = window.getByRole('dialog', { name: 'Second signature' });
  await signature.getByText(/14 tablets: Phenobarbital/).waitFor();
  await frame.look('60-second-signature');
  await signature.getByRole('button', { name: 'Cancel' }).click();
  await window.getByText(/a second person signs what is done. Nothing was changed/).waitFor();

  await give.click();
  await signature.getByLabel('Name of the witness').fill('grace');
  await signature.getByRole('textbox', { name: 'Password' }).fill(demoPassword);
  await signature.getByRole('button', { name: 'Sign as witness' }).click();
  await signature.getByText('You can’t witness your own act').waitFor();
  await signature.getByLabel('Name of the witness').fill('joseph');
  await signature.getByRole('textbox', { name: 'Password' }).fill(demoPassword);
  await signature.getByRole('button', { name: 'Sign as witness' }).click();
  await window.getByText(/^14 tablets Phenobarbital.*; lot /).waitFor();

  await go('/controlled');
  await window.getByRole('grid', { name: 'Controlled medicines' }).getByRole('row', { name: /Phenobarbital/ }).click(); // prettier-ignore
  const book = window.getByRole('table', { name: /Register of Phenobarbital/ });
  const last = book.getByRole('row').last();
  await expect.poll(() => last.innerText(), patient).toMatch(/C-[0-9A-Z]{6}-[\s\S]*14[\s\S]*Grace Abanyo[\s\S]*Dr Joseph Tettebi/);
  await frame.look('61-controlled-register');
});

test('counting by keyboard alone: Enter goes down, what was typed is there after kill -9, the differences follow', async () => {
  await go('/stock-takes/new');
  await button('Begin counting').click();
  const sheet = window.getByRole('table', { name: 'Lines to count' });
  await sheet.waitFor();
  const fields = sheet.getByRole('textbox');
  await expect.poll(() => fields.first().evaluate((field) => field === document.activeElement), patient).toBe(true);
  for (const typed of ['94', '1+4', '0', '2p']) {
    await window.keyboard.type(typed);
    await window.keyboard.press('Enter');
  }
  expect(await fields.nth(4).evaluate((field) => field === document.activeElement)).toBe(true);
  await window.getByText(/All counts are saved/).waitFor();
  await window.getByText('4 of', { exact: false }).first().waitFor();
  await frame.look('62-counting');

  const mainPid = await launched.app.evaluate(() => process.pid);
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(mainPid)], { encoding: 'utf8' }).split('\n');
  process.kill(
    Number(
      children
        .find((line) => /facility\.js/.test(line))
        ?.trim()
        .split(' ')[0],
    ),
    'SIGKILL',
  );
  await window.getByText(/data service stopped/i).waitFor();
  await expect.poll(() => window.getByText(/data service stopped/i).count(), { timeout: 20_000 }).toBe(0);
  await go('/stock-takes');
  await window
    .getByRole('grid', { name: 'Stock takes' })
    .getByRole('row', { name: /Being counted/ })
    .click();
  await sheet.waitFor();
  expect(await fields.first().inputValue()).toBe('94');
  // it goes on where it stopped
  await expect.poll(() => fields.nth(4).evaluate((field) => field === document.activeElement), patient).toBe(true);
  expect(await fields.nth(2).inputValue()).toBe('0');

  await button('Finish counting').click();
  await button('Finish and see differences').click();
  const differences = window.getByRole('grid', { name: 'Differences' });
  await differences.getByRole('row', { name: /no reason yet/ }).first().click(); // prettier-ignore
  await window.getByRole('combobox', { name: 'Reason' }).click();
  await window.getByRole('option', { name: 'Issue not recorded' }).click();
  await button(/Give it to all \d+ lines/).click();
  await expect.poll(() => differences.getByText('no reason yet').count(), patient).toBe(0);
  expect(await button('Approve').count()).toBe(0); // she counted, and has no right to
  await frame.look('63-differences');

  await change('admin');
  await go('/stock-takes');
  await window.getByRole('grid', { name: 'Stock takes' }).getByRole('row', { name: /Waits for approval/ }).click(); // prettier-ignore
  await button('Approve').click();
  await button(/^Post \d+ differences?$/).click();
  await window.getByText(/^Approved by/).waitFor();
});
