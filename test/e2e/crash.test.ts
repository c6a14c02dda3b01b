import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launchApp, temporaryFolder } from '../support/electron.ts';
import { framePage } from './pages/frame.ts';

/** The facility process below Electron's main process. */
function facilityPid(mainPid: number): number {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(mainPid)], { encoding: 'utf8' }).split('\n');
  const found = lines.find((line) => /facility\.js/.test(line));
  if (!found) throw new Error(`no facility process below ${mainPid}`);
  return Number(found.trim().split(' ')[0]);
}

test('kill -9 of the facility is shown, it comes back, the user stays, what was committed and what was half typed are there', async () => {
  const folder = await temporaryFolder();
  const { app, window, close } = await launchApp({ dataDir: join(folder.path, 'data') });
  window.setDefaultTimeout(15_000);
  const frame = framePage(window);
  await frame.exploreDemo();
  await frame.signIn('amina');
  const register = async (family: string) => {
    await frame.open('Patients');
    await window.getByRole('button', { name: 'Register a patient' }).click();
    await window.getByRole('textbox', { name: 'Family name' }).fill(family);
  };
  await register('Committedson');
  await window.getByText('Male', { exact: true }).first().click();
  await window.getByRole('textbox', { name: 'Birth date or age' }).fill('40 y');
  await window.getByRole('textbox', { name: 'Given names' }).fill('Kwaku');
  await window.getByRole('button', { name: 'Register patient' }).click();
  await window.getByRole('region', { name: 'Patient', exact: true }).waitFor();
  await register('Halftypedson');
  await window.waitForTimeout(2500); // drafts are kept within two seconds

  const mainPid = await app.evaluate(() => process.pid);
  const before = facilityPid(mainPid);
  process.kill(before, 'SIGKILL');
  await window.getByText(/data service stopped/i).waitFor();
  await frame.look('30-facility-down');
  await expect.poll(() => window.getByText(/data service stopped/i).count(), { timeout: 20_000 }).toBe(0);
  expect(facilityPid(mainPid)).not.toBe(before);

  expect(await window.getByRole('textbox', { name: 'Family name' }).inputValue()).toBe('Halftypedson');
  await frame.open('Patients');
  await window.getByRole('textbox', { name: /Filter/ }).fill('Committedson');
  await window
    .getByRole('grid', { name: 'Patient list' })
    .getByRole('row', { name: /Committedson/ })
    .waitFor();
  await window.getByRole('button', { name: 'Register a patient' }).click();
  await expect.poll(() => window.getByRole('textbox', { name: 'Family name' }).inputValue()).toBe('Halftypedson');
  await close();
  await folder.remove();
});
