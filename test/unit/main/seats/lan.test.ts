import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { makeCertificate, type OwnCertificate, toPem } from '../../../../main/seats/certificate.ts';
import { connectSecurely } from '../../../../main/seats/connector/connectSecurely.ts';
import { pair } from '../../../../main/seats/connector/pair.ts';
import { proveSeat } from '../../../../main/seats/proof.ts';
import { openLine, sharedClinic } from '../../../support/sharedClinic.ts';

test('a computer pairs with a code, opens its line, signs in and works; the list tells of it', async () => {
  const { clinic, pairHere } = await sharedClinic();
  const paired = await pairHere('Dispensary');
  expect(paired.facility).toEqual({ code: clinic.facility.self.code, name: 'Test Clinic' });
  const seat = openLine(paired);
  await seat.isIn('online');
  expect(await seat.ask('patients.list')).toMatchObject({ ok: false, error: { code: 'auth.signed_out' } });
  expect(await seat.signIn('doctor')).toMatchObject({ ok: true });
  expect(await seat.ask('patients.list')).toMatchObject({ ok: true });
  const [card] = (await clinic.call('administrator', 'seats.list', {})).seats;
  expect(card).toMatchObject({
    seatId: paired.seatId,
    name: 'Dispensary',
    kind: 'window',
    reach: 'lan',
    pairedByName: 'Test administrator',
    isOnline: true,
    userNames: ['Test doctor'],
    isThis: false,
    revokedAt: null,
  });
  seat.line.close();
  await expect.poll(async () => (await clinic.call('administrator', 'seats.list', {})).seats[0]?.isOnline).toBe(false);
});

test('a code works once, and not after ten minutes', async () => {
  const { clinic, address, newCode } = await sharedClinic();
  const code = await newCode();
  await pair({ address, code, name: 'First' });
  await expect(pair({ address, code, name: 'Second' })).rejects.toMatchObject({ code: 'seat.code_refused' });
  const late = await newCode();
  clinic.clock.now = '2026-11-21T08:10:01.000Z';
  await expect(pair({ address, code: late, name: 'Late' })).rejects.toMatchObject({ code: 'seat.code_refused' });
  expect(clinic.count('seat WHERE paired_at IS NOT NULL')).toBe(1);
});

test('another computer at the address gets not one byte: neither the code of who pairs nor the proof of who is paired', async () => {
  const { clinic, address, newCode, pairHere } = await sharedClinic();
  const seat = await pairHere('Ward');
  const thief = await aListener(await makeCertificate({ code: 'THIEF1', now: clinic.clock.now }));
  const code = await newCode();
  const refused = { code: 'seat.wrong_computer', data: { address: thief.address } };
  await expect(pair({ address: thief.address, code, name: 'Desk' })).rejects.toMatchObject(refused);
  const line = openLine({ ...seat, address: thief.address });
  await line.isIn('offline');
  expect(line.states.at(-1)).toMatchObject({ error: refused });
  expect(thief.connections()).toBeGreaterThanOrEqual(2);
  expect(thief.received()).toBe(0);
  await expect(pair({ address, code, name: 'Desk' })).resolves.toBeDefined(); // nobody spent it
});

test('a revoked seat is out at once and for ever, its session too', async () => {
  const { clinic, pairHere } = await sharedClinic();
  const paired = await pairHere('Ward');
  const seat = openLine(paired);
  const other = openLine(await pairHere('Desk'));
  await seat.isIn('online');
  await other.isIn('online');
  const signedIn = await seat.signIn('doctor');
  const { token } = (signedIn as unknown as { value: { token: string } }).value;
  await clinic.call('administrator', 'seats.revoke', { seatId: paired.seatId, reason: 'lost' });
  await seat.isIn('refused');
  expect(seat.states.at(-1)).toMatchObject({ error: { code: 'seat.revoked' } });
  expect(clinic.count('session WHERE ended_at IS NULL')).toBe(0);

  const again = openLine(paired);
  await again.isIn('refused');
  expect(again.states.at(-1)).toMatchObject({ error: { code: 'seat.revoked' } });
  expect(await other.ask('session.resume', { token })).toMatchObject({ ok: false, error: { code: 'auth.signed_out' } });
  expect(await other.signIn('doctor')).toMatchObject({ ok: true });
  const cards = (await clinic.call('administrator', 'seats.list', {})).seats;
  expect(cards.map(({ name, revokedAt }) => [name, revokedAt !== null])).toEqual([
    ['Desk', false],
    ['Ward', true],
  ]);
});

test('a session goes on at its own seat only', async () => {
  const { pairHere } = await sharedClinic();
  const paired = await pairHere('Ward');
  const seat = openLine(paired);
  const other = openLine(await pairHere('Desk'));
  await seat.isIn('online');
  await other.isIn('online');
  const { token } = ((await seat.signIn('doctor')) as unknown as { value: { token: string } }).value;
  expect(await other.ask('session.resume', { token })).toMatchObject({ ok: false, error: { code: 'auth.signed_out' } });
  const again = openLine(paired);
  await again.isIn('online');
  expect(await again.ask('session.resume', { token })).toMatchObject({ ok: true });
});

test('a proof that was overheard is worth nothing on another connection, nor is another key', async () => {
  const { address, pairHere } = await sharedClinic();
  const paired = await pairHere('Ward');
  const other = await pairHere('Desk');
  const first = await connectSecurely(address, () => true);
  const proof = proveSeat(first, 'open', paired.seatId, paired.privateKey);
  expect(await upgrade(first, paired.seatId, proof)).toBe(101);
  const second = await connectSecurely(address, () => true);
  expect(await upgrade(second, paired.seatId, proof)).toBe(403);
  const third = await connectSecurely(address, () => true);
  expect(await upgrade(third, paired.seatId, proveSeat(third, 'open', paired.seatId, other.privateKey))).toBe(403);
  const fourth = await connectSecurely(address, () => true);
  expect(await upgrade(fourth, paired.seatId, proveSeat(fourth, 'pair', paired.seatId, paired.privateKey))).toBe(403);
});

test('setting up, restoring and recovering are not for a seat on the network', async () => {
  const { pairHere } = await sharedClinic();
  const seat = openLine(await pairHere('Ward'));
  await seat.isIn('online');
  expect(await seat.ask('facility.status')).toMatchObject({ ok: true, value: { state: 'open' } });
  for (const method of ['facility.tryAgain', 'facility.recover', 'facility.restore', 'facility.setUp', 'facility.exploreDemo'])
    expect(await seat.ask(method), method).toMatchObject({ ok: false, error: { code: 'auth.forbidden' } });
});

test('TLS 1.2 is not spoken', async () => {
  const { port } = await sharedClinic();
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion: 'TLSv1.2' });
  onTestFinished(() => void socket.destroy());
  const outcome = await new Promise((resolve) => {
    socket.on('secureConnect', () => resolve('connected'));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  expect(outcome).toMatch(/PROTOCOL_VERSION/);
});

/** Somebody else's TLS server. */
async function aListener(own: OwnCertificate) {
  let connections = 0;
  let received = 0;
  const server = createServer({ ...toPem(own) }, (socket) => {
    socket.on('data', (bytes) => (received += bytes.length));
    socket.on('error', () => socket.destroy());
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, connections: () => connections, received: () => received };
}

/** Asks for the seat's WebSocket on this connection; the status of the answer. */
function upgrade(socket: TLSSocket, seatId: string, proof: string): Promise<number> {
  onTestFinished(() => void socket.destroy());
  return new Promise((resolve) => {
    socket.once('data', (bytes: Buffer) => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(bytes.toString())?.[1])));
    const headers = [
      `Host: 127.0.0.1:${socket.remotePort}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      `Authorization: MedVault seat=${seatId}, proof=${proof}`,
    ];
    socket.write(`GET /seat HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
  });
}
