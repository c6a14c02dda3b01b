import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { dialThrough, internet } from '../../sync/client/wire.ts';
import type { Line } from '../../sync/client/wire.ts';
import { aCertificate } from '../support/sync/certificate.ts';
import { aFacility } from '../support/sync/facility.ts';
import { aFolder, aHub, until } from '../support/sync/hub.ts';
import { anHttpProxy } from '../support/sync/httpProxy.ts';

/** As the internet, except that a hub on this computer may stand behind a proxy too. */
const line: Line = { ...internet, dial: (address, timeoutMs, proxy = null) => dialThrough(proxy, address, timeoutMs) };

const overTls = async () => {
  const dataDir = aFolder();
  return aHub({ dataDir, listen: { tls: { keptIn: dataDir } } });
};

test.each([
  ['ws', () => aHub()],
  ['wss', overTls],
] as const)('over %s a clinic joins, sends and reads through a proxy that asks who it is', async (scheme, start) => {
  const hub = await start();
  const proxy = await anHttpProxy({ secret: 'clinic:open:sesame' });
  const way = { line, proxy: proxy.as('clinic', 'open:sesame') };
  const [a, b] = [aFacility('A'), aFacility('B')];
  for (const each of [a, b]) {
    await each.enrol(hub.url, await hub.createEnrolmentCode(), way);
    onTestFinished(each.stop);
  }
  expect(proxy.asked).toEqual([`127.0.0.1:${hub.port}`, `127.0.0.1:${hub.port}`]);
  a.setStock('item-1', 5);
  a.start(way);
  b.start(way);
  await until('the other sees it', () => b.sees(a)['item-1'] === 5);
  a.setStock('item-1', 4);
  await until('a change comes at once', () => b.sees(a)['item-1'] === 4);
  expect(proxy.asked).toHaveLength(4);
  // Over TLS the proxy reads nothing, and both sides signed what they see of the line.
  expect(proxy.carried().includes('Sec-WebSocket-Key')).toBe(scheme === 'ws');
  expect(proxy.openCount()).toBe(2);
  await Promise.all([a.stop(), b.stop()]);
  await until('nothing stays open', () => proxy.openCount() === 0);
});

test.each([
  [{ secret: 'clinic:right' }, 'hub.proxy_auth'],
  [{ refuses: '403 Forbidden' }, 'hub.proxy_refused'],
  [{ refuses: '405 Method Not Allowed' }, 'hub.proxy_refused'],
  [{ refuses: '503 Service Unavailable' }, 'hub.unreachable'],
  [{ refuses: 'what?' }, 'hub.proxy_unreachable'],
] as const)('a proxy that does %o is said as %s, at joining and later', async (behaviour, code) => {
  const hub = await aHub();
  const proxy = await anHttpProxy(behaviour);
  const a = aFacility('A');
  const enrolmentCode = await hub.createEnrolmentCode();
  await expect(a.enrol(hub.url, enrolmentCode, { line, proxy: proxy.as('clinic', 'wrong') })).rejects.toThrow(code);
  await a.enrol(hub.url, enrolmentCode); // nothing of it was used up
  onTestFinished(a.stop);
  const link = a.start({ line, proxy: proxy.as('clinic', 'wrong') });
  await until('it is said', () => link.status().lastError?.code === code);
  expect(link.status().state).toBe('offline');
});

test('a proxy that is not there, or never answers, is said; another choice is tried at once', async () => {
  const hub = await aHub();
  const silent = await anHttpProxy({ isSilent: true });
  const gone = await anHttpProxy();
  gone.close();
  const a = aFacility('A');
  await a.enrol(hub.url, await hub.createEnrolmentCode());
  onTestFinished(a.stop);
  const link = a.start({ line, proxy: gone.as(), timing: { answerMs: 200, backoffStartMs: 60_000, backoffMostMs: 60_000 } });
  await until('it is said', () => link.status().lastError?.code === 'hub.proxy_unreachable');
  link.setProxy(silent.as());
  await until('it is asked', () => silent.asked.length === 1);
  await until('it is given up', () => silent.openCount() === 0 && link.status().state === 'offline');
  expect(link.status().lastError?.code).toBe('hub.proxy_unreachable');
  const proxy = await anHttpProxy();
  link.setProxy(proxy.as());
  await until('it is online', () => link.status().state === 'online');
  link.setProxy(proxy.as());
  expect(link.status().state).toBe('online'); // the same is no change
  link.setProxy(null);
  await until('it goes without', () => proxy.openCount() === 0 && link.status().state === 'online');
  expect(link.status().lastError).toBeNull();
});

test('an unfinished call through a proxy ends with the link', async () => {
  const hub = await aHub();
  const silent = await anHttpProxy({ isSilent: true });
  const a = aFacility('A');
  await a.enrol(hub.url, await hub.createEnrolmentCode());
  a.start({ line, proxy: silent.as(), timing: { answerMs: 60_000 } });
  await until('it is asked', () => silent.asked.length === 1);
  await a.stop();
  await until('nothing stays open', () => silent.openCount() === 0);
  expect(silent.asked).toHaveLength(1);
});

test('to a hub on this computer no proxy is asked, whatever is chosen or stands in the environment', async () => {
  const hub = await aHub();
  const proxy = await anHttpProxy();
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']) vi.stubEnv(name, proxy.url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const a = aFacility('A');
  await a.enrol(hub.url, await hub.createEnrolmentCode(), { proxy: proxy.as() });
  onTestFinished(a.stop);
  const link = a.start({ proxy: proxy.as() });
  await until('it is online', () => link.status().state === 'online');
  expect(proxy.asked).toEqual([]);
});

test('a proxy that speaks TLS is told nothing unless its certificate is trusted for its name', async () => {
  const hub = await aHub();
  const proxy = await anHttpProxy({ tls: await aCertificate('proxy', ['localhost']), secret: 'clinic:open:sesame' });
  const way = { line, proxy: proxy.as('clinic', 'open:sesame') };
  const a = aFacility('A');
  const enrolmentCode = await hub.createEnrolmentCode();
  await expect(a.enrol(hub.url, enrolmentCode, way)).rejects.toThrow('hub.proxy_untrusted');
  await a.enrol(hub.url, enrolmentCode);
  onTestFinished(a.stop);
  const link = a.start({ ...way, timing: { answerMs: 1000 } });
  await until('it is said', () => link.status().lastError?.code === 'hub.proxy_untrusted');
  expect(proxy.asked).toEqual([]);
  await until('nothing stays open', () => proxy.openCount() === 0);
  const plain = { ...way.proxy, url: proxy.url.replace('https:', 'http:') };
  link.setProxy(plain);
  await until('it is no proxy without TLS', () => link.status().lastError?.code === 'hub.proxy_unreachable');
});

test.each([
  ['ws', () => aHub()],
  ['wss', overTls],
] as const)('over %s a clinic joins through a proxy that speaks TLS, if NODE_EXTRA_CA_CERTS knows its certificate', async (_, start) => {
  const hub = await start();
  const [known, other] = await Promise.all([aCertificate('proxy', ['localhost']), aCertificate('proxy', ['elsewhere.example'])]);
  const trusted = join(aFolder(), 'trusted.pem');
  writeFileSync(trusted, `${known.cert}\n${other.cert}`);
  const entry = join(import.meta.dirname, '../fixtures/throughProxy.ts');
  const joins = async (through: { url: string }, env: Record<string, string>) => {
    const args = ['--no-memory-protection-keys', entry, hub.url, await hub.createEnrolmentCode(), through.url];
    return (await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } })).stdout.trim();
  };
  const proxy = await anHttpProxy({ tls: known });
  expect(await joins(proxy, {})).toBe('hub.proxy_untrusted');
  expect(proxy.asked).toEqual([]);
  expect(await joins(proxy, { NODE_EXTRA_CA_CERTS: trusted })).toBe('District hub');
  expect(proxy.asked).toEqual([`127.0.0.1:${hub.port}`]);
  const misnamed = await anHttpProxy({ tls: other });
  expect(await joins(misnamed, { NODE_EXTRA_CA_CERTS: trusted })).toBe('hub.proxy_untrusted');
});
