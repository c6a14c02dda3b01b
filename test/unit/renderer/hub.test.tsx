// @vitest-environment happy-dom
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import HubScreen from '../../../renderer/features/network/HubScreen.tsx';
import { exchangeSeed } from '../../../sync/hub/seed.ts';
import { openSqliteStore } from '../../../sync/hub/store/sqlite.ts';
import { unwatched } from '../../../sync/seedFile.ts';
import { aLot, anItem } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { aStick } from '../../support/sync/seed.ts';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const now = () => '2026-11-21T08:00:00.000Z';
const slow = { timeout: 20_000 };
const card = (name: string) => within(screen.getByRole('region', { name }));

test('a clinic joins and shares by stick on one page, then chooses what it reads and pauses', async () => {
  const clinic = await testClinic();
  await aLot(clinic, { itemId: await anItem(clinic), expiry: '2028-01-31', onHand: 50 });
  const folder = mkdtempSync(join(tmpdir(), 'medvault-stick-'));
  const store = openSqliteStore(mkdtempSync(join(folder, 'hub-')), 'District hub');
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const answerNewest = async (name: string) => {
    const file = clinic.facility.raw.prepare('SELECT file_name FROM seed_file ORDER BY number DESC LIMIT 1').pluck().get() as string;
    return exchangeSeed(store, join(folder, file), join(folder, name), now, unwatched);
  };

  showOnClinic(clinic, 'administrator', '/hub', <HubScreen />);
  const usb = () => card('By USB stick, without a line');
  await screen.findByText('Ask the hub to take this facility in', undefined, slow);
  fireEvent.change(usb().getByRole('textbox', { name: 'Another folder' }), { target: { value: folder } });
  const write = await usb().findByRole('button', { name: `Write to ${folder}` }, slow);
  expect((write as HTMLButtonElement).disabled).toBe(true); // first the code
  fireEvent.change(usb().getByRole('textbox', { name: 'One-time code' }), { target: { value: await aStick(folder, now).codeOf(store) } });
  fireEvent.click(usb().getByRole('button', { name: `Write to ${folder}` }));
  await screen.findByText('No answer yet', undefined, slow);

  await answerNewest('joined.mvseed');
  fireEvent.click(await usb().findByRole('button', { name: 'Load joined.mvseed' }, slow));
  await screen.findByText('District hub', undefined, slow);
  fireEvent.click(await usb().findByRole('button', { name: `Write to ${folder}` }, slow));
  await waitFor(() => expect(card('What went by stick').getAllByText('No answer yet')).toHaveLength(1), slow);
  expect(await answerNewest('shared.mvseed')).toMatchObject({ refused: 0 });
  expect(await store.rowsOfKind('stock.level')).toHaveLength(1);
  fireEvent.click(await usb().findByRole('button', { name: 'Load shared.mvseed' }, slow));
  await waitFor(() => expect(screen.queryByText('No answer yet')).toBeNull(), slow);
  expect(card('The line to the hub').getByText('nothing, all is sent')).toBeTruthy();

  const what = card('What is read of others');
  fireEvent.click(what.getByRole('radio', { name: 'Only what we stock ourselves' }));
  fireEvent.click(what.getByRole('switch'));
  fireEvent.click(what.getByRole('button', { name: 'Save' }));
  await waitFor(async () => {
    const { settings } = await clinic.call('administrator', 'network.settings', {});
    expect(settings).toEqual({ radiusKm: null, onlyOwnItems: true, isMetered: true, isPaused: false });
  }, slow);
  fireEvent.click(await card('The line to the hub').findByRole('button', { name: 'Pause' }, slow));
  await card('The line to the hub').findByRole('button', { name: 'Go on' }, slow);
  expect((await clinic.call('administrator', 'network.status', {})).isPaused).toBe(true);

  fireEvent.click(what.getByRole('switch'));
  fireEvent.click(what.getByRole('button', { name: 'Save' }));
  await waitFor(async () => {
    const { settings } = await clinic.call('administrator', 'network.settings', {});
    expect(settings).toEqual({ radiusKm: null, onlyOwnItems: true, isMetered: false, isPaused: true });
  }, slow);
}, 90_000);

test('before a clinic joins, the proxy of its network is entered; its password is not shown again', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'administrator', '/hub', <HubScreen />);
  const name = 'Way to the hub through a proxy';
  await screen.findByRole('region', { name }, slow);
  const type = (label: string, value: string) => fireEvent.change(card(name).getByLabelText(label), { target: { value } });
  const save = () => fireEvent.click(card(name).getByRole('button', { name: 'Save' }));
  type('Proxy of this network', 'proxy.example');
  save();
  await card(name).findByText('As http://proxy.example:3128, without user and password.', undefined, slow);
  type('Proxy of this network', 'http://proxy.example:3128');
  type('User name at the proxy', 'clinic');
  type('Password at the proxy', 'open-sesame-7');
  save();
  await screen.findByText('One is set. Leave this empty to keep it.', undefined, slow);
  expect((card(name).getByLabelText('Password at the proxy') as HTMLInputElement).value).toBe('');
  const { proxy } = await clinic.call('administrator', 'network.settings', {});
  expect(proxy).toEqual({ url: 'http://proxy.example:3128', user: 'clinic', hasPassword: true });
  type('Proxy of this network', '');
  save();
  await waitFor(async () => expect((await clinic.call('administrator', 'network.settings', {})).proxy).toBeNull(), slow);
}, 60_000);

test('who does not run the facility sees how the line stands and nothing to press', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'pharmacy-clerk', '/hub', <HubScreen />);
  await screen.findByText(/works alone/, undefined, slow);
  expect(card('The line to the hub').queryByRole('button')).toBeNull();
  expect(screen.queryByRole('region', { name: 'By USB stick, without a line' })).toBeNull();
});
