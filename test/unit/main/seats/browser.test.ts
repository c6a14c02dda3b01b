import { request } from 'node:https';
import { WebSocket } from 'ws';
import { expect, onTestFinished, test } from 'vitest';
import { serveSeats } from '../../../../main/facility/seats.ts';
import { openLine, sharedClinic, type SharedClinic } from '../../../support/sharedClinic.ts';
import { rightPassword } from '../../../support/signedIn.ts';

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; text: string };

/** A browser at this clinic: it sends its own origin and keeps no pin. */
function browserAt({ port }: SharedClinic) {
  const origin = `https://127.0.0.1:${port}`;
  const send = (method: string, path: string, headers: Record<string, string>, body = '') =>
    new Promise<Answer>((resolve, reject) => {
      const asked = request(`${origin}${path}`, { method, headers, rejectUnauthorized: false }, (response) => {
        let text = '';
        response.on('data', (piece: Buffer) => (text += piece.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      asked.on('error', reject);
      asked.end(body);
    });
  const pairWith = (body: unknown, headers: Record<string, string> = {}) =>
    send('POST', '/seat/pair', { origin, 'content-type': 'application/json', ...headers }, JSON.stringify(body));
  const connect = (headers: Record<string, string>) =>
    new Promise<WebSocket | number>((resolve) => {
      const socket = new WebSocket(`wss://127.0.0.1:${port}/seat`, { headers, rejectUnauthorized: false });
      onTestFinished(() => socket.terminate());
      socket.on('open', () => resolve(socket));
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => undefined);
    });
  return { origin, send, pairWith, connect };
}

const cookieIn = (answer: Answer) => String(answer.headers['set-cookie']?.[0]).split(';')[0] ?? '';

function ask(socket: WebSocket, method: string, input: unknown = {}): Promise<unknown> {
  const id = `${method}-${Math.random()}`;
  return new Promise((resolve) => {
    const listen = (bytes: Buffer) => {
      const message = JSON.parse(bytes.toString()) as { id?: string };
      if (message.id !== id) return;
      socket.off('message', listen);
      resolve(message);
    };
    socket.on('message', listen);
    socket.send(JSON.stringify({ id, method, input }));
  });
}

test('a browser pairs with the whole code or its secret, gets a cookie that no script and no other site can use, and works', async () => {
  const shared = await sharedClinic();
  const { origin, send, pairWith, connect } = browserAt(shared);
  expect((await send('GET', '/', {})).text).toContain('MedVault');
  const paired = await pairWith({ secret: await shared.newCode(), name: 'Tablet' });
  expect(paired.status).toBe(200);
  expect(paired.headers['set-cookie']?.[0]).toMatch(
    /^__Host-medvault_seat=[\w-]{43}; HttpOnly; Secure; SameSite=Strict; Path=\/; Max-Age=\d+$/,
  );
  expect(JSON.parse(paired.text)).toMatchObject({ facility: { name: 'Test Clinic' } });
  const socket = (await connect({ origin, cookie: cookieIn(paired) })) as WebSocket;
  expect(await ask(socket, 'session.signIn', { username: 'doctor', password: rightPassword })).toMatchObject({ ok: true });
  expect(await ask(socket, 'facility.status')).toMatchObject({ value: { state: 'open', seat: 'browser' } });
  const [card] = (await shared.clinic.call('administrator', 'seats.list', {})).seats;
  expect(card).toMatchObject({ name: 'Tablet', kind: 'browser', reach: 'lan', isOnline: true, userNames: ['Test doctor'] });

  const secret = (await shared.newCode()).replaceAll(' ', '').slice(0, 8);
  expect((await pairWith({ secret, name: 'Second tablet' })).status).toBe(200);
});

test('a foreign origin pairs nothing and connects nowhere', async () => {
  const shared = await sharedClinic();
  const { origin, pairWith, connect } = browserAt(shared);
  const code = await shared.newCode();
  expect((await pairWith({ secret: code, name: 'Tablet' }, { origin: 'https://evil.example' })).status).toBe(403);
  const cookie = cookieIn(await pairWith({ secret: code, name: 'Tablet' }));
  expect(await connect({ cookie, origin: 'https://evil.example' })).toBe(403);
  expect(await connect({ cookie })).toBe(403); // no page of ours
  expect(await connect({ origin })).toBe(403);
  expect(await connect({ cookie: '__Host-medvault_seat=guessed', origin })).toBe(403);
  expect(await connect({ cookie, origin })).toBeInstanceOf(WebSocket);
});

test('a foreign host is answered nothing: a name that was bent to this address opens no door', async () => {
  const shared = await sharedClinic();
  const { origin, send, pairWith, connect } = browserAt(shared);
  const code = await shared.newCode();
  const host = `evil.example:${shared.port}`;
  expect(await send('GET', '/', { host })).toMatchObject({ status: 421, text: '' });
  expect((await pairWith({ secret: code, name: 'Tablet' }, { host, origin: `https://${host}` })).status).toBe(421);
  const cookie = cookieIn(await pairWith({ secret: code, name: 'Tablet' }));
  expect(await connect({ cookie, origin: `https://${host}`, host })).toBe(421);
  expect(await connect({ cookie, origin, host: '127.0.0.1:1' })).toBe(421);
});

test('the name that the administrator chose is a host too', async () => {
  const shared = await sharedClinic();
  const { send } = browserAt(shared);
  const host = `clinic.lan:${shared.port}`;
  expect((await send('GET', '/', { host })).status).toBe(421);
  const { version, port } = await shared.clinic.call('administrator', 'seats.sharing', {});
  await shared.clinic.call('administrator', 'seats.setSharing', { isOn: true, port, hostName: 'clinic.lan', version });
  await expect
    .poll(() =>
      send('GET', '/', { host }).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200);
  expect((await shared.clinic.call('administrator', 'seats.sharing', {})).addresses[0]).toBe(`https://${host}`);
});

test('whoever gives a wrong code waits, longer each time, also with the right one', async () => {
  const shared = await sharedClinic();
  const { pairWith } = browserAt(shared);
  const code = await shared.newCode();
  const wrong = { secret: 'AAAA AAAA', name: 'Guesser' };
  expect(await pairWith(wrong)).toMatchObject({ status: 403, text: expect.stringContaining('seat.code_refused') as string });
  expect(await pairWith(wrong)).toMatchObject({ status: 429, text: expect.stringContaining('"seconds":1') as string });
  expect((await pairWith({ secret: code, name: 'Too early' })).status).toBe(429); // the right one waits too
  shared.clinic.clock.now = '2026-11-21T08:00:02.000Z';
  expect((await pairWith(wrong)).status).toBe(403);
  shared.clinic.clock.now = '2026-11-21T08:00:03.000Z';
  expect(await pairWith(wrong)).toMatchObject({ status: 429, text: expect.stringContaining('"seconds":1') as string });
  shared.clinic.clock.now = '2026-11-21T08:00:05.000Z';
  expect((await pairWith({ secret: code, name: 'Patient' })).status).toBe(200);
  expect(shared.clinic.count('seat WHERE paired_at IS NOT NULL')).toBe(1);
});

test('a revoked browser is out at once, and its cookie is worth nothing', async () => {
  const shared = await sharedClinic();
  const { origin, pairWith, connect } = browserAt(shared);
  const paired = await pairWith({ secret: await shared.newCode(), name: 'Tablet' });
  const { seatId } = JSON.parse(paired.text) as { seatId: string };
  const headers = { origin, cookie: cookieIn(paired) };
  const socket = (await connect(headers)) as WebSocket;
  const closed = new Promise((resolve) => void socket.once('close', resolve));
  await shared.clinic.call('administrator', 'seats.revoke', { seatId, reason: '' });
  expect(await closed).toBe(4403);
  expect(await connect(headers)).toBe(403);
});

test('a browser that stayed away for three months pairs again', async () => {
  const shared = await sharedClinic();
  const { origin, pairWith, connect } = browserAt(shared);
  const headers = { origin, cookie: cookieIn(await pairWith({ secret: await shared.newCode(), name: 'Tablet' })) };
  shared.clinic.clock.now = '2027-02-18T08:00:00.000Z';
  expect(await connect(headers)).toBeInstanceOf(WebSocket);
  await expect.poll(() => shared.clinic.count("seat WHERE last_seen_at = '2027-02-18T08:00:00.000Z'")).toBe(1);
  shared.clinic.clock.now = '2027-05-20T08:00:00.000Z';
  expect(await connect(headers)).toBe(403);
});

test('the cookie of one door does not open the other', async () => {
  const shared = await sharedClinic();
  const { origin, pairWith, connect } = browserAt(shared);
  const here = await serveSeats(shared.clinic.host, { port: 0, pages: `${shared.clinic.facility.dataDir}/pages` });
  onTestFinished(() => here.close());
  const token = cookieIn(await pairWith({ secret: await shared.newCode(), name: 'Tablet' })).split('=')[1];
  const atHere = await new Promise((resolve) => {
    const socket = new WebSocket(`${here.url.replace('http', 'ws')}/seat`, {
      headers: { origin: here.url, cookie: `medvault_seat=${token}` },
    });
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
    socket.on('open', () => resolve('open'));
    socket.on('error', () => undefined);
  });
  expect(atHere).toBe(403);
  const redeemed = await fetch(`${here.url}/seat/redeem`, {
    method: 'POST',
    headers: { origin: here.url },
    body: JSON.stringify({ secret: here.newSignInLink().split('#link=')[1] }),
  });
  const hereToken = redeemed.headers.get('set-cookie')?.split(/[=;]/)[1];
  expect(redeemed.status).toBe(204);
  expect(await connect({ origin, cookie: `__Host-medvault_seat=${hereToken}` })).toBe(403);
});

test('nonsense and an oversized frame harm nobody else', async () => {
  const shared = await sharedClinic();
  const { origin, pairWith, connect } = browserAt(shared);
  const other = openLine(await shared.pairHere('Ward'));
  await other.isIn('online');
  const headers = { origin, cookie: cookieIn(await pairWith({ secret: await shared.newCode(), name: 'Tablet' })) };
  const socket = (await connect(headers)) as WebSocket;
  socket.send('{ not json');
  socket.send(JSON.stringify({ hello: 'there' }));
  socket.send(Buffer.from([1, 2, 3]));
  expect(await ask(socket, 'facility.status')).toMatchObject({ ok: true });
  const closed = new Promise((resolve) => void socket.once('close', resolve));
  socket.send('x'.repeat(2_000_000));
  expect(await closed).toBe(1009);
  expect(await other.ask('facility.status')).toMatchObject({ ok: true });
  expect(await pairWith({ secret: 'x'.repeat(5000), name: 'Tablet' })).toMatchObject({ status: 400 });
  expect(await pairWith({ secret: 'AAAAAAAA', name: '' })).toMatchObject({ status: 400 });
});
