import { readFileSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { readArguments } from '../../sync/hub/command/arguments.ts';
import { runHubCommand } from '../../sync/hub/command.ts';
import { aCertificate } from '../support/sync/certificate.ts';
import type { Pem } from '../support/sync/certificate.ts';
import { aFacility } from '../support/sync/facility.ts';
import { aFolder, aHub, until } from '../support/sync/hub.ts';

let [first, second]: Pem[] = [];

beforeAll(async () => {
  [first, second] = await Promise.all([aCertificate('first'), aCertificate('second')]);
});

function filesOf(pem: Pem, folder = aFolder()) {
  const files = { certFile: join(folder, 'hub.crt'), keyFile: join(folder, 'hub.key') };
  writeFileSync(files.certFile, pem.cert);
  writeFileSync(files.keyFile, pem.key);
  return files;
}

/** Which certificate is shown there, and by which TLS. */
function shownAt(port: number, options: object = {}): Promise<{ cert: string; protocol: string | null }> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options }, () => {
      resolve({ cert: socket.getPeerX509Certificate()!.toString(), protocol: socket.getProtocol() });
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

async function joined(hub: Awaited<ReturnType<typeof aHub>>, name = 'A') {
  const facility = aFacility(name);
  await facility.enrol(hub.url, await hub.createEnrolmentCode());
  onTestFinished(facility.stop);
  return facility;
}

test('a hub with a certificate of its own making is known by its identity key; what it says travels over TLS 1.3', async () => {
  const dataDir = aFolder();
  const hub = await aHub({ dataDir, listen: { tls: { keptIn: dataDir } } });
  expect(hub.url).toMatch(/^https:\/\/127\.0\.0\.1:/);
  const a = await joined(hub);
  a.setStock('item-1', 5);
  const link = a.start();
  await until('it sent', () => link.status().state === 'online' && link.status().waiting === 0);
  expect(await hub.rows('stock.level')).toHaveLength(1);
  const shown = await shownAt(hub.port);
  expect(shown.protocol).toBe('TLSv1.3');
  await a.stop();
  await hub.stop();
  await aHub({ dataDir, port: hub.port, listen: { tls: { keptIn: dataDir } } });
  expect((await shownAt(hub.port)).cert).toBe(shown.cert); // kept
  await expect(shownAt(hub.port, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })).rejects.toThrow(
    /alert|unsupported|version/i,
  );
});

test('who names the protocols that it speaks is answered HTTP/1.1, or refused when that is not among them', async () => {
  const hub = await aHub({ listen: { tls: filesOf(first!) } });
  const agreed = (names: string[]) =>
    new Promise<string | false | null>((resolve, reject) => {
      const socket = connectTls({ port: hub.port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: names }, () => {
        resolve(socket.alpnProtocol);
        socket.destroy();
      });
      socket.once('error', reject);
    });
  expect(await agreed(['h2', 'http/1.1'])).toBe('http/1.1');
  await expect(agreed(['h2'])).rejects.toThrow(/no.application.protocol/i);
  expect((await shownAt(hub.port)).protocol).toBe('TLSv1.3'); // who names none is served
});

test('somebody in between who shows another certificate is noticed, at joining and later, although every byte is passed on', async () => {
  const hub = await aHub({ listen: { tls: filesOf(first!) } });
  const a = await joined(hub);
  const between = createTlsServer({ cert: second!.cert, key: second!.key }, (near) => {
    const far = connectTls({ port: hub.port, host: '127.0.0.1', rejectUnauthorized: false });
    near.pipe(far).pipe(near);
    for (const end of [near, far]) end.on('error', () => void (near.destroy(), far.destroy()));
  });
  await new Promise<void>((resolve) => void between.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void between.close());
  const { port } = between.address() as AddressInfo;
  a.raw.prepare('UPDATE hub_link SET hub_url = ?').run(`wss://127.0.0.1:${port}/link`);
  const link = a.start();
  await until('it refuses', () => link.status().state === 'refused');
  expect(link.status().lastError?.code).toBe('hub.wrong_identity');
  expect(hub.metrics.read('welcomed_total')).toBe(0);
  await a.stop();
  const code = await hub.createEnrolmentCode();
  await expect(aFacility('B').enrol(`wss://127.0.0.1:${port}`, code)).rejects.toThrow('hub.wrong_identity');
});

test('behind a proxy the hub vouches for the proxy’s certificate when it knows it; one that nobody vouches for is not spoken to', async () => {
  const { certFile } = filesOf(first!);
  const vouching = await aHub({ listen: { behindProxy: { certificateFile: certFile } } });
  const silent = await aHub({ listen: { behindProxy: {} } });
  const proxyTo = async (hub: { port: number }) => {
    const proxy = createTlsServer({ cert: first!.cert, key: first!.key }, (near) => {
      const far = connectTcp(hub.port, '127.0.0.1');
      near.pipe(far).pipe(near);
      for (const end of [near, far]) end.on('error', () => void (near.destroy(), far.destroy()));
    });
    await new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    return `wss://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  };
  const a = aFacility('A');
  await a.enrol(await proxyTo(vouching), await vouching.createEnrolmentCode());
  onTestFinished(a.stop);
  const link = a.start();
  await until('it is online', () => link.status().state === 'online');
  await expect(aFacility('B').enrol(await proxyTo(silent), await silent.createEnrolmentCode())).rejects.toThrow('hub.not_private');
});

test('a certificate that is replaced is used from then on, nobody is cut off, and one that cannot be used changes nothing', async () => {
  const folder = aFolder();
  const files = filesOf(first!, folder);
  const log: string[] = [];
  const hub = await aHub({ listen: { tls: files, tlsLookMs: 20 }, log: (event) => void log.push(event) });
  const a = await joined(hub);
  const link = a.start();
  await until('it is online', () => link.status().state === 'online');
  writeFileSync(files.certFile, second!.cert); // its key is still to come
  await until('it is said', () => log.length === 1);
  expect((await shownAt(hub.port)).cert).toBe(first!.cert);
  filesOf(second!, folder);
  await until('the new one is shown', async () => (await shownAt(hub.port)).cert === second!.cert);
  expect(log.at(-1)).toBe('a new TLS certificate is in use');
  expect(hub.metrics.read('welcomed_total')).toBe(1);
  a.setStock('item-1', 2);
  await until('the old line still carries', async () => (await hub.rows('stock.level')).length === 1);
  await a.stop();
  a.start();
  await until('the new one carries as well', () => a.link().status().state === 'online');
});

test('files that cannot be used, and an address that others reach without TLS, are refused by name', async () => {
  const missing = { certFile: '/nowhere/hub.crt', keyFile: '/nowhere/hub.key' };
  await expect(aHub({ listen: { tls: missing } })).rejects.toMatchObject({
    code: 'hub.tls_unreadable',
    data: { file: '/nowhere/hub.crt' },
  });
  await expect(aHub({ listen: { tls: filesOf({ cert: first!.cert, key: second!.key }) } })).rejects.toMatchObject({
    code: 'hub.tls_mismatch',
  });
  const files = filesOf(first!);
  await expect(aHub({ now: () => '2099-01-01T00:00:00.000Z', listen: { tls: files } })).rejects.toMatchObject({ code: 'hub.tls_expired' });
  await expect(aHub({ now: () => '1999-01-01T00:00:00.000Z', listen: { tls: files } })).rejects.toMatchObject({ code: 'hub.tls_not_yet' });
  await expect(aHub({ listen: { address: '0.0.0.0' } })).rejects.toMatchObject({
    code: 'hub.listen_needs_tls',
    data: { address: '0.0.0.0' },
  });
  await expect(aHub({ listen: { address: '203.0.113.7', behindProxy: {} } })).rejects.toMatchObject({ code: 'port.no_address' });
});

test('with TLS it listens where others reach it, and answers them there', async () => {
  const hub = await aHub({ listen: { address: '0.0.0.0', tls: filesOf(first!) } });
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
  const code = await hub.createEnrolmentCode();
  await expect(aFacility('A').enrol(`wss://${outside ?? '127.0.0.1'}:${hub.port}`, code)).resolves.toBeDefined();
});

test('who says too much, too slowly, or too often without saying who it is, is cut off and counted', async () => {
  const hub = await aHub({
    limits: { strangers: 3, guesses: { perSecond: 0.001, burst: 2 } },
    listen: { behindProxy: { addresses: ['127.0.0.1'] } },
  });
  const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' };
  const strangers = await Promise.all(
    [0, 1, 2, 3].map(
      () =>
        new Promise<number>((resolve) => {
          const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/link`, { headers });
          onTestFinished(() => socket.terminate());
          socket.on('error', () => undefined);
          socket.once('open', () => resolve(101));
          socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode!));
        }),
    ),
  );
  expect(strangers.toSorted((a, b) => a - b)).toEqual([101, 101, 101, 429]);
  expect(hub.metrics.read('strangers_refused_total')).toBe(1);

  const other = await aHub(); // whose codes are none here; the facility would not even try
  const elsewhere = await other.createEnrolmentCode();
  await expect(aFacility('X').enrol(hub.url, elsewhere)).rejects.toThrow('hub.wrong_identity');
  const spent = await hub.createEnrolmentCode();
  await aFacility('A').enrol(hub.url, spent);
  for (const name of ['B', 'C']) await expect(aFacility(name).enrol(hub.url, spent)).rejects.toThrow('hub.code_used');
  await expect(aFacility('D').enrol(hub.url, spent)).rejects.toThrow('hub.rate_limited');
  expect(hub.metrics.read('guesses_refused_total')).toBe(1);

  const long = await fetch(`${hub.url}/healthz`, { headers: { 'x-long': 'x'.repeat(9000) } }).catch(() => null);
  expect(long?.status ?? 431).toBe(431);
  await until('it is counted', () => hub.metrics.read('bad_requests_total') === 1);
});

test('the metrics say for how many days the certificate lasts', async () => {
  const dataDir = aFolder();
  const hub = await aHub({ dataDir, listen: { tls: { keptIn: dataDir } } });
  expect(readFileSync(join(dataDir, 'tls.key'), 'utf8')).toContain('PRIVATE KEY');
  const text = await new Promise<string>((resolve) => {
    const socket = connectTls({ port: hub.port, host: '127.0.0.1', rejectUnauthorized: false }, () =>
      socket.write('GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
    );
    let all = '';
    socket.on('data', (piece: Buffer) => void (all += piece.toString()));
    socket.on('close', () => resolve(all));
  });
  expect(Number(/medvault_hub_certificate_days (\d+)/.exec(text)?.[1])).toBeGreaterThan(10_000);
});

test('the command says what is missing, and what to do about it', async () => {
  const place = ['--data', aFolder()];
  const wrong = [
    ['--tls-cert', 'a.crt'],
    ['--tls-self', '--behind-proxy'],
    ['--trust-proxy', '10.0.0.2'],
    ['--behind-proxy', '--trust-proxy', 'proxy.example'],
    ['operator', 'add', 'No Name'],
    ['key', 'lose'],
  ];
  for (const args of wrong) expect(readArguments([...args, ...place], {}), args.join(' ')).toMatchObject({ code: 2 });
  expect(readArguments(['--listen', '::', '--tls-self', '--public-name', 'Hub.example, b', ...place], {})).toMatchObject({
    listen: { address: '::', tls: { keptIn: place[1] }, names: ['hub.example', 'b'] },
  });
  let said = '';
  const catching = vi.spyOn(process.stderr, 'write').mockImplementation((text) => (said += String(text)) !== '');
  onTestFinished(() => catching.mockRestore());
  expect(await runHubCommand(['--listen', '0.0.0.0', '--port', '0', ...place])).toBe(1);
  expect(said).toContain('Give --tls-cert with --tls-key, or --tls-self; or --behind-proxy');
});
