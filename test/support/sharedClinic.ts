import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { openSeat, type SeatState } from '../../main/seats/connector/openSeat.ts';
import { pair, type PairedSeat } from '../../main/seats/connector/pair.ts';
import { followSharing } from '../../main/seats/followSharing.ts';
import type { FromFacility } from '../../preload/contract/wire.ts';
import { clinicWithPasswords, rightPassword } from './signedIn.ts';
import type { TestClinic } from './testContext.ts';

export type SharedClinic = {
  clinic: TestClinic;
  port: number;
  /** of this computer */
  address: string;
  /** as a person reads it */
  newCode: () => Promise<string>;
  pairHere: (name: string) => Promise<PairedSeat>;
};

/** A clinic that is shared on the local network: the real listener, on a free port. */
export async function sharedClinic(): Promise<SharedClinic> {
  const clinic = await clinicWithPasswords();
  const pages = join(clinic.facility.dataDir, 'pages');
  mkdirSync(pages);
  writeFileSync(join(pages, 'index.html'), '<title>MedVault</title>');
  const stop = followSharing(clinic.host, pages);
  onTestFinished(stop);
  const port = await freePort();
  const { version } = await clinic.call('administrator', 'seats.sharing', {});
  await clinic.call('administrator', 'seats.setSharing', { isOn: true, port, hostName: '', version });
  await expect.poll(async () => (await clinic.call('administrator', 'seats.sharing', {})).isListening).toBe(true);
  const address = `127.0.0.1:${port}`;
  const newCode = async () => (await clinic.call('administrator', 'seats.makeCode', {})).groups.join(' ');
  return { clinic, port, address, newCode, pairHere: async (name) => pair({ address, code: await newCode(), name }) };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

export type OpenedSeat = ReturnType<typeof openLine>;

/** A seat at its line, with what it was told. */
export function openLine(seat: PairedSeat) {
  const states: SeatState[] = [];
  const messages: FromFacility[] = [];
  let asked = 0;
  const line = openSeat(seat, { onState: (state) => states.push(state), onMessage: (message) => messages.push(message) });
  onTestFinished(() => line.close());
  const answerTo = (id: string) => messages.find((message) => message.t === 'answer' && message.id === id);
  const ask = async (method: string, input: unknown = {}, key?: string) => {
    const id = `ask-${++asked}`;
    expect(line.send({ id, method, input, ...(key === undefined ? {} : { key }) })).toBe(true);
    await expect.poll(() => answerTo(id), { timeout: 8000 }).toBeDefined();
    return answerTo(id) as Extract<FromFacility, { t: 'answer' }>;
  };
  return {
    line,
    states,
    messages,
    ask,
    isIn: async (state: SeatState['state']) => {
      await expect.poll(() => states.at(-1)?.state, { timeout: 12_000 }).toBe(state);
    },
    signIn: (username: string) => ask('session.signIn', { username, password: rightPassword }),
  };
}
