import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { WebSocket } from 'ws';
import { expect, onTestFinished, test } from 'vitest';
import { Host } from '../../../../main/facility/host.ts';
import { serveSeats } from '../../../../main/facility/seats.ts';
import { makeFacility } from '../../../../main/facility/setUp.ts';

const self = {
  name: 'Here',
  type: 'clinic',
  timeZone: 'Africa/Accra',
  latitude: null,
  longitude: null,
  currency: 'GHS',
  locale: 'en',
} as const;

function aFolder() {
  const dataDir = mkdtempSync(join(tmpdir(), 'medvault-test-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  mkdirSync(join(dataDir, 'pages'));
  writeFileSync(join(dataDir, 'pages', 'index.html'), '<title>MedVault</title>');
  return dataDir;
}

async function serving(dataDir: string, port = 0) {
  const host = new Host({ dataDir, log: pino({ level: 'silent' }) });
  await host.start();
  const seats = await serveSeats(host, { port, pages: join(dataDir, 'pages') });
  const stop = async () => {
    await seats.close();
    await host.close();
  };
  onTestFinished(stop);
  return { host, seats, stop };
}

async function redeem(seats: Awaited<ReturnType<typeof serveSeats>>): Promise<string> {
  const secret = seats.newSignInLink().split('#link=')[1];
  const answer = await fetch(`${seats.url}/seat/redeem`, {
    method: 'POST',
    headers: { origin: seats.url, 'user-agent': 'Mozilla/5.0 (X11) Gecko/20100101 Firefox/150.0' },
    body: JSON.stringify({ secret }),
  });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** 101 when the line opens. */
function connect(url: string, cookie: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/seat`, { headers: { cookie, origin: url } });
    onTestFinished(() => socket.terminate());
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}

test('a browser on this computer stays a seat over a restart, also one that came before the facility was set up', async () => {
  const dataDir = aFolder();
  const first = await serving(dataDir);
  const cookie = await redeem(first.seats);
  expect(await connect(first.seats.url, cookie)).toBe(101);
  const { opened } = await makeFacility(first.host, self, []);
  await expect
    .poll(() => opened.raw.prepare("SELECT name, kind, reach FROM seat WHERE kind = 'browser'").all())
    .toEqual([{ name: 'Firefox', kind: 'browser', reach: 'here' }]);
  await first.stop();

  const second = await serving(dataDir, first.seats.port);
  expect(await connect(second.seats.url, cookie)).toBe(101);
  second.host.open().raw.prepare("UPDATE seat SET revoked_at = '2026-11-21T08:00:00Z' WHERE kind = 'browser'").run();
  await second.stop();

  const third = await serving(dataDir, first.seats.port);
  expect(await connect(third.seats.url, cookie)).toBe(403);
  expect(await connect(third.seats.url, await redeem(third.seats))).toBe(101);
});
