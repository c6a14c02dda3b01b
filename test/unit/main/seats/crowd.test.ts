import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openLine, sharedClinic, type SharedClinic } from '../../../support/sharedClinic.ts';

/** Milliseconds until the other side ends this connection. */
function untilClosed(socket: Socket): Promise<number> {
  const began = performance.now();
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  socket.resume();
  return new Promise((resolve) => void socket.once('close', () => resolve(performance.now() - began)));
}

const plain = ({ port }: SharedClinic) => connect({ port, host: '127.0.0.1' });
const secure = ({ port }: SharedClinic, say: string): Socket => {
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
  socket.once('secureConnect', () => socket.write(say));
  return socket;
};

describe('whoever talks too slowly is sent away, while a paired seat works', () => {
  test('no handshake, no request, half a header, half a body, a drop at a time', { timeout: 30_000 }, async () => {
    const shared = await sharedClinic();
    const seat = openLine(await shared.pairHere('Ward'));
    await seat.isIn('online');
    const host = `Host: 127.0.0.1:${shared.port}\r\n`;
    const dripping = secure(shared, `GET / HTTP/1.1\r\n${host}`);
    const drip = setInterval(() => dripping.writable && dripping.write('X-A: b\r\n'), 300);
    onTestFinished(() => clearInterval(drip));
    const slow = {
      'no handshake': plain(shared),
      'no request': secure(shared, ''),
      'half a header': secure(shared, `GET / HTTP/1.1\r\n${host}X-Half: `),
      'a header at a time': dripping,
      'half a body': secure(shared, `POST /seat/pair HTTP/1.1\r\n${host}Content-Length: 500\r\n\r\n{"secret":`),
      'half an upgrade': secure(shared, `GET /seat HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\n`),
    };
    const ended = Object.entries(slow).map(async ([name, socket]) => [name, await untilClosed(socket)] as const);
    expect(await seat.ask('facility.status')).toMatchObject({ ok: true });
    for (const [name, ms] of await Promise.all(ended)) expect(ms, name).toBeLessThan(15_000);
    expect(await seat.ask('facility.status')).toMatchObject({ ok: true });
  });
});

test('many connections of one computer that is no seat are refused; its paired seat goes on, and new ones are let in when they end', async () => {
  const shared = await sharedClinic();
  const paired = await shared.pairHere('Ward');
  const seat = openLine(paired);
  await seat.isIn('online');
  const held = Array.from({ length: 16 }, () => plain(shared));
  const holding = held.map(untilClosed);
  await Promise.all(held.map((socket) => new Promise((resolve) => void socket.once('connect', resolve))));
  expect(await untilClosed(plain(shared))).toBeLessThan(5000); // one that is held ends only when its time is up
  expect(held.filter((socket) => socket.closed)).toEqual([]); // the seat's own line took none of their places
  expect(await seat.ask('facility.status')).toMatchObject({ ok: true });
  const late = openLine(paired);
  await late.isIn('offline');
  for (const socket of held) socket.destroy();
  await Promise.all(holding);
  await late.isIn('online');
});
