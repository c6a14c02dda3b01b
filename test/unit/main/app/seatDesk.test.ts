import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { seatDesk } from '../../../../main/app/seatDesk.ts';
import { SeatStore } from '../../../../main/app/seatStore.ts';
import { anImpostor } from '../../../support/impostor.ts';
import { freePort, sharedClinic } from '../../../support/sharedClinic.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'medvault-desk-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const noKeyStore = {
  isEncryptionAvailable: () => false,
  encryptString: () => {
    throw new Error('there is none');
  },
  decryptString: () => {
    throw new Error('there is none');
  },
};

function aDesk() {
  const store = new SeatStore(dataDir, noKeyStore, 'linux');
  const restart = vi.fn(async () => undefined);
  return { store, restart, desk: seatDesk({ dataDir, store, restart }) };
}

test('it joins with a code, keeps the seat and starts anew as one', async () => {
  const { address, newCode } = await sharedClinic();
  const { desk, store, restart } = aDesk();
  expect(await desk.join({ address, code: await newCode(), name: ' Counter ' })).toMatchObject({ ok: true });
  expect(await store.read()).toMatchObject({ seatOf: { address, seatName: 'Counter' }, paired: { address } });
  expect(restart).toHaveBeenCalledOnce();
});

test('a folder that holds a clinic becomes no seat of another one', async () => {
  const { address, newCode } = await sharedClinic();
  writeFileSync(join(dataDir, 'keys.json'), '{}');
  const { desk, restart } = aDesk();
  const refused = await desk.join({ address, code: await newCode(), name: 'Counter' });
  expect(refused).toEqual({ ok: false, error: { code: 'facility.already_set_up', data: {} } });
  expect(existsSync(join(dataDir, 'seat.json')) || restart.mock.calls.length > 0).toBe(false);
});

test.each([undefined, null, {}, { address: 'a', code: 'b' }, { address: 7, code: 'x', name: 'n' }, { address: 'a', code: 'b', name: ' ' }])(
  'what is no wish to join is refused: %j',
  async (wish) => {
    expect(await aDesk().desk.join(wish)).toMatchObject({ ok: false, error: { code: 'ipc.invalid_input' } });
  },
);

test('a code is never given to another computer than the one it names', async () => {
  const { newCode } = await sharedClinic();
  const port = await freePort();
  const impostor = await anImpostor(port);
  const { desk, store } = aDesk();
  const refused = await desk.join({ address: `127.0.0.1:${port}`, code: await newCode(), name: 'Counter' });
  expect(refused).toMatchObject({ ok: false, error: { code: 'seat.wrong_computer' } });
  expect([impostor.hasMet(), impostor.heard()]).toEqual([true, 0]);
  expect(await store.read()).toBeUndefined();
  await impostor.close();
});

test('another address is kept only when the clinic that was pinned answers there', async () => {
  const { address, port, pairHere } = await sharedClinic();
  const { desk, store, restart } = aDesk();
  await store.write(await pairHere('Counter'), 'Counter');
  const other = await freePort();
  const impostor = await anImpostor(other);
  expect(await desk.moveTo(`127.0.0.1:${other}`)).toMatchObject({ ok: false, error: { code: 'seat.wrong_computer' } });
  await impostor.close();
  expect(await desk.moveTo(`127.0.0.1:${other}`)).toMatchObject({ ok: false, error: { code: 'seat.unreachable' } });
  expect((await store.read())?.paired?.address).toBe(address);
  expect(restart).not.toHaveBeenCalled();
  expect(await desk.moveTo(` localhost:${port}`)).toEqual({ ok: true, value: null });
  expect((await store.read())?.paired?.address).toBe(`localhost:${port}`);
  expect(restart).toHaveBeenCalledOnce();
});

test('forgotten, the key is gone from the disk before the program starts anew', async () => {
  const { pairHere } = await sharedClinic();
  const { desk, store, restart } = aDesk();
  await store.write(await pairHere('Counter'), 'Counter');
  restart.mockImplementation(async () => expect(existsSync(join(dataDir, 'seat.json'))).toBe(false) as undefined);
  await desk.forget();
  expect(restart).toHaveBeenCalledOnce();
});
