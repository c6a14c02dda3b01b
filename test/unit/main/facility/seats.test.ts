import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { expect, onTestFinished, test } from 'vitest';
import { contentSecurityPolicy } from '../../../../main/app/contentSecurityPolicy.ts';
import { serveSeats } from '../../../../main/facility/seats.ts';
import { testClinic } from '../../../support/testContext.ts';

async function served() {
  const clinic = await testClinic();
  const pages = join(clinic.facility.dataDir, 'pages');
  mkdirSync(pages);
  writeFileSync(join(pages, 'index.html'), '<title>MedVault</title>');
  const seats = await serveSeats(clinic.host, { port: 0, pages });
  onTestFinished(() => seats.close());
  const redeem = (link: string, headers: Record<string, string> = {}) =>
    fetch(`${seats.url}/seat/redeem`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: seats.url, ...headers },
      body: JSON.stringify({ secret: link.split('#link=')[1] }),
    });
  const cookie = async () => (await redeem(seats.newSignInLink())).headers.get('set-cookie')!.split(';')[0]!;
  const connect = (headers: Record<string, string>) =>
    new Promise<WebSocket | number>((resolve) => {
      const socket = new WebSocket(`${seats.url.replace('http', 'ws')}/seat`, { headers });
      socket.on('open', () => resolve(socket));
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => undefined);
    });
  return { clinic, seats, redeem, cookie, connect };
}

test('pages come with the policy, and no path leads out of their folder', async () => {
  const { seats } = await served();
  const page = await fetch(seats.url);
  expect(await page.text()).toContain('MedVault');
  expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  for (const path of ['/../facility.db', '/%2e%2e/keys.json', '/..%2fmedvault.key', '/missing.js'])
    expect((await fetch(`${seats.url}${path}`)).status, path).toBe(404);
});

test('a sign-in link works once and becomes a cookie that scripts cannot read', async () => {
  const { seats, redeem } = await served();
  const link = seats.newSignInLink();
  const first = await redeem(link);
  expect(first.status).toBe(204);
  expect(first.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
  expect((await redeem(link)).status).toBe(403);
  expect((await redeem(`${seats.url}/#link=guessed`)).status).toBe(403);
});

test('a foreign origin or host redeems nothing and connects nowhere', async () => {
  const { seats, redeem, cookie, connect } = await served();
  const link = seats.newSignInLink();
  expect((await redeem(link, { origin: 'http://evil.example' })).status).toBe(403);
  const seat = await cookie();
  expect(await connect({ cookie: seat, origin: 'http://evil.example' })).toBe(403);
  expect(await connect({ origin: seats.url })).toBe(403);
  expect(await connect({ cookie: 'medvault_seat=guessed', origin: seats.url })).toBe(403);
  expect(await connect({ cookie: seat, origin: seats.url, host: 'evil.example' })).toBe(403);
});

test('over the socket the same dispatcher answers; nonsense and oversized frames are no harm to others', async () => {
  const { seats, cookie, connect } = await served();
  const headers = { cookie: await cookie(), origin: seats.url };
  const ask = (socket: WebSocket, text: string) =>
    new Promise<unknown>((resolve) => {
      socket.once('message', (bytes: Buffer) => resolve(JSON.parse(bytes.toString('utf8'))));
      socket.once('close', (code) => resolve({ closed: code }));
      socket.send(text);
    });
  const socket = (await connect(headers)) as WebSocket;
  socket.send('{ not json');
  socket.send(JSON.stringify({ hello: 'there' }));
  expect(await ask(socket, JSON.stringify({ id: '7', method: 'facility.status', input: {} }))).toMatchObject({
    t: 'answer',
    id: '7',
    ok: true,
    value: { state: 'open', seat: 'browser' },
  });
  expect(await ask(socket, JSON.stringify({ id: '8', method: 'patients.list', input: {} }))).toMatchObject({
    ok: false,
    error: { code: 'auth.signed_out' },
  });
  const other = (await connect(headers)) as WebSocket;
  expect(await ask(other, 'x'.repeat(2_000_000))).toEqual({ closed: 1009 });
  expect(await ask(socket, JSON.stringify({ id: '9', method: 'facility.status', input: {} }))).toMatchObject({ ok: true });
  socket.terminate();
});

test('a port in use is said', async () => {
  const { clinic, seats } = await served();
  const again = serveSeats(clinic.host, { port: seats.port, pages: join(clinic.facility.dataDir, 'pages') });
  await expect(again).rejects.toMatchObject({ code: 'port.in_use', data: { port: seats.port } });
});
