// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { MantineProvider } from '@mantine/core';
import { afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { rolePermissions } from '../../../main/security/roles.ts';
import { pair } from '../../../main/seats/connector/pair.ts';
import type { Bridge, FacilityState } from '../../../preload/contract/bridge.ts';
import { writePairingCode } from '../../../preload/contract/pairingCode.ts';
import { App } from '../../../renderer/App.tsx';
import { PairPage } from '../../../renderer/features/seats/PairPage.tsx';
import { readPairLink } from '../../../renderer/features/seats/readPairLink.ts';
import SeatsScreen from '../../../renderer/features/seats/SeatsScreen.tsx';
import { useSession } from '../../../renderer/lib/session.ts';
import { sharedClinic } from '../../support/sharedClinic.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);
afterEach(cleanup);

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const pairingCode = () =>
  [...screen.getByRole('group', { name: 'Pairing code' }).querySelectorAll('span')].map((group) => group.textContent).join(' ');

test('the code on the screen pairs another computer, which is then named, renamed and withdrawn', async () => {
  const { clinic, address, port } = await sharedClinic();
  showOnClinic(clinic, 'administrator', '/seats', <SeatsScreen />);
  await screen.findByText('Ready for other computers');
  expect(screen.getAllByText(new RegExp(`^https://.*:${port}$`)).length).toBeGreaterThan(0);
  fireEvent.click(button('Make a pairing code'));
  await screen.findByText('Works for 10:00 more');
  await act(async () => void (await pair({ address, code: pairingCode(), name: 'Dispensary' })));
  await screen.findByText('Dispensary is paired.');
  expect(screen.queryByRole('group', { name: 'Pairing code' })).toBeNull();

  const row = () => screen.getByText(/^(Dispensary|Drug store)$/).closest('li')!;
  fireEvent.click(within(row()).getByRole('button', { name: 'Rename' }));
  fireEvent.change(screen.getByRole('textbox', { name: 'New name' }), { target: { value: 'Drug store' } });
  fireEvent.submit(screen.getByRole('form', { name: 'Rename' }));
  await screen.findByText('Drug store');

  fireEvent.click(within(row()).getByRole('button', { name: 'Withdraw' }));
  const dialog = await screen.findByRole('dialog', { name: 'Withdraw access of Drug store?' });
  const confirm = within(dialog).getByRole('button', { name: 'Withdraw access' });
  expect((confirm as HTMLButtonElement).disabled).toBe(true); // the reason goes into the audit
  fireEvent.change(within(dialog).getByRole('textbox', { name: 'Reason' }), { target: { value: 'stolen' } });
  fireEvent.click(confirm);
  fireEvent.click(await screen.findByRole('button', { name: 'Show 1 withdrawn' }));
  expect(within(row()).getByText('withdrawn')).toBeTruthy();
  expect(within(row()).queryByRole('button')).toBeNull();
});

test('a code that is over is not shown any more', async () => {
  const { clinic } = await sharedClinic();
  showOnClinic(clinic, 'administrator', '/seats', <SeatsScreen />);
  fireEvent.click(await screen.findByRole('button', { name: 'Make a pairing code' }));
  await screen.findByText('Works for 10:00 more');
  onTestFinished(() => void vi.setSystemTime(new Date('2026-11-21T08:00:00Z')));
  vi.setSystemTime(new Date('2026-11-21T08:10:01Z'));
  await screen.findByText('This code no longer works. Make a new one.');
  expect(screen.queryByRole('group', { name: 'Pairing code' })).toBeNull();
});

test('who may only look changes nothing', async () => {
  const { clinic } = await sharedClinic();
  showOnClinic(clinic, 'administrator', '/seats', <SeatsScreen />);
  const { signedIn } = useSession.getState();
  const permissions = [...rolePermissions.manager];
  act(() => useSession.setState({ signedIn: signedIn && { ...signedIn, permissions } }));
  await screen.findByText('Ready for other computers');
  expect((screen.getByRole('switch') as HTMLInputElement).disabled).toBe(true);
  expect(screen.queryByRole('button', { name: /code|Port|Rename|Withdraw/ })).toBeNull();
});

test('a browser pairs with the code of its address, under a name; what is mistyped is not sent', async () => {
  const code = writePairingCode({ secret: 'ABCDEFGH', fingerprint: '0123456789ABCDEF' }).join('');
  window.location.hash = `#pair=${code}`;
  expect(readPairLink()).toBe(code);
  expect(window.location.hash).toBe(''); // nothing of it stays in the history
  const post = vi.fn<typeof fetch>();
  vi.stubGlobal('fetch', post);
  onTestFinished(() => void vi.unstubAllGlobals());
  const replace = vi.spyOn(window.location, 'replace').mockReturnValue();
  render(
    <MantineProvider env="test">
      <PairPage code={code} />
    </MantineProvider>,
  );
  const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
  const submit = () => act(async () => fireEvent.submit(screen.getByRole('form')));
  type('Name of this device', 'Tablet');
  type('Pairing code', code.replace('A', 'B'));
  await submit();
  expect(screen.getByText(/A sign is wrong or missing/)).toBeTruthy();
  expect(post).not.toHaveBeenCalled();

  type('Pairing code', code);
  post.mockResolvedValueOnce(Response.json({ code: 'seat.too_many_tries', seconds: 4 }, { status: 429 }));
  await submit();
  expect(screen.getByRole('alert').textContent).toMatch(/Wait 4 seconds/);
  post.mockResolvedValueOnce(Response.json({ facility: { code: 'K4C7QP', name: 'Quiet Clinic' } }));
  await submit();
  expect(post.mock.calls.map(([path, options]) => [path, options?.body])).toEqual(
    [1, 2].map(() => ['/seat/pair', JSON.stringify({ secret: code, name: 'Tablet' })]),
  );
  expect(replace).toHaveBeenCalledWith('/');
});

const seatOf = { clinic: 'Quiet Clinic', code: 'K4C7QP', address: '10.0.0.5:8443', seatName: 'Counter', isSealed: true };

/** The window of a seat, told by hand how its line is. */
async function aSeatWindow() {
  const listeners = new Set<(state: FacilityState) => void>();
  const seat = { find: vi.fn(), join: vi.fn(), retry: vi.fn(async () => undefined), moveTo: vi.fn(), forget: vi.fn(async () => undefined) };
  const bridge: Bridge = {
    platform: 'linux',
    savePdf: async () => false,
    seat,
    onFacilityState: (listener) => {
      listeners.add(listener);
      listener({ seatOf, state: 'ready' });
      return () => void listeners.delete(listener);
    },
  };
  window.medvault = bridge;
  onTestFinished(() => void delete window.medvault);
  const clinic = await testClinic();
  showOnClinic(clinic, 'front-desk', '/patients/new', <App link="none" pairingCode={null} />);
  await screen.findByRole('link', { name: 'Today' });
  const tell = (state: FacilityState) => act(async () => listeners.forEach((hear) => hear({ ...state, seatOf })));
  return { seat, tell };
}

test('another computer in the clinic’s place covers the screen, and what was typed under it is there when it is gone', async () => {
  const { tell } = await aSeatWindow();
  const field = await screen.findByRole('textbox', { name: /Family name/ });
  fireEvent.change(field, { target: { value: 'Nakimuli' } });
  await tell({ state: 'unreachable', error: { code: 'seat.unreachable', data: {} } });
  expect(screen.queryByRole('heading', { name: /Stop/ })).toBeNull(); // a lost network leaves the work in sight
  await tell({ state: 'unreachable', error: { code: 'seat.wrong_computer', data: {} } });
  expect(screen.getByRole('heading', { name: 'Stop: this is not the clinic’s computer' })).toBeTruthy();
  expect(field.closest('[inert]')).not.toBeNull();
  await tell({ state: 'ready' });
  expect(screen.queryByRole('heading', { name: /Stop/ })).toBeNull();
  expect(field.isConnected && field.closest('[inert]') === null && (field as HTMLInputElement).value === 'Nakimuli').toBe(true);
});

test('a withdrawn seat shows nothing of the clinic any more', async () => {
  const { tell, seat } = await aSeatWindow();
  await tell({ state: 'refused', error: { code: 'seat.revoked', data: {} } });
  await waitFor(() => expect(useSession.getState().signedIn).toBeNull());
  expect(screen.getByRole('heading', { name: 'This computer’s access was withdrawn' })).toBeTruthy();
  expect(screen.queryByRole('navigation')).toBeNull();
  fireEvent.click(button('Forget this clinic'));
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Forget this clinic' }));
  await waitFor(() => expect(seat.forget).toHaveBeenCalled());
});
