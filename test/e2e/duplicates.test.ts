import { join } from 'node:path';
import pino from 'pino';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoFacilities, demoPeople } from '../../main/demo/facilities.ts';
import { makeDemoFacility, seatFor } from '../../main/demo/makeDemoFacility.ts';
import { dispatch } from '../../main/facility/dispatch.ts';
import { Host } from '../../main/facility/host.ts';
import { launchApp, type LaunchedApp, temporaryFolder } from '../support/electron.ts';
import { inventedRegister } from '../support/inventedRegister.ts';
import { framePage } from './pages/frame.ts';

// A demo clinic that took over a paper register in which some people stand twice.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let launched: LaunchedApp;
let window: Page;
let frame: ReturnType<typeof framePage>;

beforeAll(async () => {
  folder = await temporaryFolder();
  const dataDir = join(folder.path, 'data');
  await takeOver(dataDir);
  launched = await launchApp({ dataDir });
  window = launched.window;
  window.setDefaultTimeout(10_000);
  frame = framePage(window);
}, 120_000);
afterAll(async () => {
  await launched.close();
  await folder.remove();
});

async function takeOver(dataDir: string): Promise<void> {
  const host = new Host({ dataDir, log: pino({ level: 'silent' }), isAlone: true });
  await host.start();
  const facility = await makeDemoFacility(host, demoFacilities('en')[0], await demoPeople());
  const seat = seatFor(facility, 'joseph');
  const known: string[] = [];
  for (const [at, row] of inventedRegister(1, { people: 150, twice: 30, errors: 3 }).entries()) {
    const sex = row.sex === 'f' ? 'female' : row.sex === 'm' ? 'male' : 'unknown';
    const person = { familyName: row.family, givenNames: row.given, sex, birthDate: row.born, phone: row.phone, village: row.village };
    const request = { id: '1', method: 'patients.register', input: { ...person, differentFrom: known }, key: `take-over-${at}` };
    const answer = await dispatch(host, seat, request);
    if (!answer.ok) throw new Error(answer.error.code);
    known.push((answer.value as { patientId: string }).patientId);
  }
  await host.close();
}

const button = (name: string | RegExp) => window.getByRole('button', { name });

test('by keyboard: the file is looked through, two records are compared, joined and parted again', async () => {
  await window.getByLabel('User name').waitFor({ timeout: 60_000 });
  await frame.signIn('joseph');
  await window.keyboard.press('g');
  await window.keyboard.press('m');
  await window.getByText('The file has not been looked through yet.').waitFor();
  await button('Look through the file').press('Enter');
  const grid = window.getByRole('grid', { name: 'Pairs of records' });
  await grid.getByRole('row').nth(5).waitFor({ timeout: 30_000 });
  await frame.look('duplicates-list');
  await grid.focus();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await window.getByRole('region', { name: 'Compare' }).waitFor();
  await frame.look('duplicates-compare-light');
  await button('Dark theme').click();
  await frame.look('duplicates-compare-dark');
  await button('Light theme').click();
  await button('Join the records …').press('Enter');
  await button(/^Join: .* stays$/).waitFor();
  await frame.look('duplicates-merge');
  await button(/^Join: .* stays$/).press('Enter');
  await window.getByText(/^Joined\. Both are read as/).waitFor();
  await window.getByText('Joined', { exact: true }).click();
  const joined = window.getByRole('grid', { name: 'Joined records' });
  await joined.getByRole('row').nth(1).click();
  await window.getByLabel(/^Why they are two people/).fill('cousins of one name');
  await frame.look('duplicates-unmerge');
  await window.keyboard.press('Control+Enter');
  await window.getByText('Parted: two people again.').waitFor();
  expect(await joined.getByText('joined', { exact: true }).count()).toBe(0);
});

test('in French, too', async () => {
  await window.getByRole('button', { name: /Signed in as/ }).click();
  await window
    .getByRole('menuitemradio', { name: 'Français' })
    .or(window.getByRole('menuitem', { name: 'Français' }))
    .click();
  await window.getByText('Sans doute la même').click();
  await window.getByRole('grid', { name: 'Paires de dossiers' }).getByRole('row').nth(1).click();
  await window.getByRole('region', { name: 'Comparer' }).waitFor();
  expect(await window.getByText('Ce que cela dit').count()).toBe(1);
  await frame.look('duplicates-french');
});
