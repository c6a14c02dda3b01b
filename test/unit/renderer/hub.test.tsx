// @vitest-environment happy-dom
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import HubScreen from '../../../renderer/features/network/HubScreen.tsx';
import { HubKeyToday } from '../../../renderer/features/network/HubKeyNotice.tsx';
import { keepLink } from '../../../sync/client/enrol.ts';
import { followKey } from '../../../sync/client/followKey.ts';
import { readHubLink } from '../../../sync/client/hubLink.ts';
import { exchangeSeed } from '../../../sync/hub/seed.ts';
import { openSqliteStore } from '../../../sync/hub/store/sqlite.ts';
import { fingerprintOf, newEd25519 } from '../../../sync/security/keys.ts';
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

test('a key that the hub changed to is said until somebody compared it; one that nothing leads to asks for a new code', async () => {
  const clinic = await testClinic();
  const { raw } = clinic.facility;
  const [first, second, next] = [newEd25519(), newEd25519(), newEd25519()] as const;
  const joined = { hubUrl: '', hubName: 'District hub', nextKey: null, publicKey: 'pk', privateKey: 'sk', epoch: 'e', now: now() };
  keepLink(raw, { ...joined, hubKey: first.publicKey });
  raw.transaction(() => followKey(raw, readHubLink(raw)!, { present: second.publicKey, next: next.publicKey }, now()))();
  clinic.facility.network.start();
  onTestFinished(() => clinic.facility.network.stop());
  showOnClinic(clinic, 'administrator', '/hub', <HubScreen />);
  await screen.findByText('The hub announced a new key; this facility has followed it since 21 Nov 2026.', undefined, slow);
  const line = card('The line to the hub');
  expect(line.getByText(fingerprintOf(second.publicKey))).toBeTruthy();
  expect(line.getByText(`The former key: ${fingerprintOf(first.publicKey)}`)).toBeTruthy();
  expect(line.getByText(`It is ${fingerprintOf(next.publicKey)}`, { exact: false })).toBeTruthy();
  expect(screen.queryByRole('region', { name: 'Connect to a hub' })).toBeNull();
  fireEvent.click(line.getByRole('button', { name: 'Compared: it is the same' }));
  await line.findByText('Compared on 21 Nov 2026.', { exact: false }, slow);
  expect(screen.queryByText('The hub announced a new key', { exact: false })).toBeNull();

  vi.spyOn(clinic.facility.network, 'status').mockReturnValue({
    ...clinic.facility.network.status(),
    link: 'refused',
    lastError: { code: 'hub.wrong_identity', at: now() },
  });
  clinic.facility.announce(new Set(['hub_link']));
  await screen.findByText(/they give you a new one-time code/, undefined, slow);
  expect(card('Connect to a hub').getByRole('textbox', { name: /One-time code/ })).toBeTruthy();
}, 60_000);

test('on Today only whoever answers for the facility is told of the hub’s new key', async () => {
  const clinic = await testClinic();
  const { raw } = clinic.facility;
  const joined = { hubUrl: '', hubName: 'District hub', nextKey: null, publicKey: 'pk', privateKey: 'sk', epoch: 'e', now: now() };
  keepLink(raw, { ...joined, hubKey: newEd25519().publicKey });
  raw.transaction(() => followKey(raw, readHubLink(raw)!, { present: newEd25519().publicKey, next: null }, now()))();
  showOnClinic(clinic, 'administrator', '/', <HubKeyToday />);
  await screen.findByText(/this facility has followed it since 21 Nov 2026/, undefined, slow);
  expect(screen.getByRole('link', { name: 'What to do' }).getAttribute('href')).toBe('/hub');
  cleanup();
  showOnClinic(clinic, 'pharmacy-clerk', '/', <HubKeyToday />);
  expect(screen.queryByText(/new key/)).toBeNull();
}, 60_000);

test('who does not run the facility sees how the line stands and nothing to press', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'pharmacy-clerk', '/hub', <HubScreen />);
  await screen.findByText(/works alone/, undefined, slow);
  expect(card('The line to the hub').queryByRole('button')).toBeNull();
  expect(screen.queryByRole('region', { name: 'By USB stick, without a line' })).toBeNull();
});
