import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { aFacility, aStockLevel } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';
import { aHub, findLeaks, until } from '../support/sync/hub.ts';
import { aChange, aRawClient, greetAs, helloOf } from '../support/sync/rawClient.ts';
import { applyPage } from '../../sync/client/apply.ts';
import { newEd25519 } from '../../sync/security/keys.ts';

type Hub = Awaited<ReturnType<typeof aHub>>;

async function enrolled(hub: Hub, name = 'A'): Promise<TestFacility> {
  const facility = aFacility(name);
  await facility.enrol(hub.url, await hub.createEnrolmentCode());
  onTestFinished(facility.stop);
  return facility;
}

test('a one-time code enrols one facility, once', async () => {
  const hub = await aHub();
  const code = await hub.createEnrolmentCode();
  await expect(aFacility('A').enrol(hub.url, code)).resolves.toEqual({ hubName: 'District hub' });
  await expect(aFacility('B').enrol(hub.url, code)).rejects.toThrow('hub.code_used');
  expect((await hub.facilities()).map(({ name }) => name)).toEqual(['A']);
});

test('a code that was never given, or has expired, enrols nobody', async () => {
  let now = '2026-11-22T08:00:00.000Z';
  const hub = await aHub({ now: () => now });
  const other = await aHub();
  const code = await hub.createEnrolmentCode();
  now = '2026-11-29T08:00:01.000Z';
  await expect(aFacility('A').enrol(hub.url, code)).rejects.toThrow('hub.code_invalid');
  await expect(aFacility('A').enrol(hub.url, '0000')).rejects.toThrow('hub.code_invalid');
  expect(await hub.facilities()).toEqual([]);
  expect(await other.facilities()).toEqual([]);
});

test('a hub that is not the one the code belongs to learns nothing', async () => {
  const [meant, impostor] = [await aHub(), await aHub()];
  const facility = aFacility('A');
  const code = await meant.createEnrolmentCode();
  await expect(facility.enrol(impostor.url, code)).rejects.toThrow('hub.wrong_identity');
  expect(facility.raw.prepare('SELECT count(*) FROM hub_link').pluck().get()).toBe(0);
  expect(await impostor.facilities()).toEqual([]);
  await expect(facility.enrol(meant.url, code)).resolves.toBeDefined(); // the code was not spent on the impostor
});

test('a facility connects to the hub it enrolled with and to no other on that address', async () => {
  const hub = await aHub();
  const a = await enrolled(hub);
  await hub.stop();
  await aHub({ port: hub.port });
  const link = a.start();
  await until('it refuses', () => link.status().state === 'refused');
  expect(link.status().lastError?.code).toBe('hub.wrong_identity');
});

test('a second facility with the same code for its numbers is refused, and so is a second key for one facility', async () => {
  const hub = await aHub();
  const a = await enrolled(hub);
  const twin = aFacility('Twin');
  twin.facility.code = a.facility.code;
  await expect(twin.enrol(hub.url, await hub.createEnrolmentCode())).rejects.toThrow('hub.facility_code_taken');
  const again = aFacility('A', { id: a.facility.id });
  await expect(again.enrol(hub.url, await hub.createEnrolmentCode())).rejects.toThrow('hub.facility_code_taken');
  expect(await hub.facilities()).toHaveLength(1);
});

test('the machine of a facility is replaced with a code made for it, and the old one is out', async () => {
  const hub = await aHub();
  const lost = await enrolled(hub);
  lost.setStock('item-1', 5);
  lost.start();
  await until('it sent', () => lost.link().status().state === 'online' && lost.link().status().waiting === 0);
  const fresh = aFacility('A', { id: lost.facility.id });
  await fresh.enrol(hub.url, await hub.createEnrolmentCode(lost.facility.id));
  onTestFinished(fresh.stop);
  fresh.setStock('item-1', 9);
  fresh.start();
  await until('the new machine sends', async () => (await hub.rows('stock.level'))[0]?.payload.includes('"onHand":9') ?? false);
  await until('the old one is refused', () => lost.link().status().state === 'refused');
  expect(lost.link().status().lastError?.code).toBe('hub.bad_signature');
});

test('without the facility’s key nobody speaks for it, and nobody unknown speaks at all', async () => {
  const hub = await aHub();
  const a = await enrolled(hub);
  expect((await greetAs(hub.url, a, {}, newEd25519().privateKey)).answer).toMatchObject({ t: 'error', code: 'hub.bad_signature' });
  const stranger = aFacility('Stranger');
  expect((await greetAs(hub.url, stranger, {}, newEd25519().privateKey)).answer).toMatchObject({
    t: 'error',
    code: 'hub.unknown_facility',
  });
  expect((await greetAs(hub.url, a)).answer).toMatchObject({ t: 'welcome' });
});

test('a proof that was overheard is worth nothing on the next connection', async () => {
  const hub = await aHub();
  const a = await enrolled(hub);
  const hello = helloOf(a);
  const first = await aRawClient(hub.url);
  const challenge = await first.ask(hello);
  const { sign } = await import('../../sync/security/keys.ts');
  const { greetingTranscript } = await import('../../sync/protocol/transcript.ts');
  if (challenge?.t !== 'challenge') throw new Error('no challenge');
  const at = {
    facility: a.facility.id,
    epoch: a.facility.epoch,
    hubKey: challenge.hubKey,
    facilityNonce: hello.nonce,
    hubNonce: challenge.nonce,
  };
  const proof = {
    t: 'proof',
    signature: sign(a.raw.prepare('SELECT private_key FROM hub_link').pluck().get() as string, greetingTranscript('facility', at)),
  };
  expect(await first.ask(proof)).toMatchObject({ t: 'welcome' });
  const replay = await aRawClient(hub.url);
  await replay.ask(hello);
  expect(await replay.ask(proof)).toMatchObject({ t: 'error', code: 'hub.bad_signature' });
  expect(hub.metrics.text({})).toContain('medvault_hub_refused_total{code="hub.bad_signature"} 1');
});

test('a revoked facility is disconnected and stays out', async () => {
  const hub = await aHub();
  const a = await enrolled(hub);
  const link = a.start();
  await until('it is online', () => link.status().state === 'online');
  expect(await hub.revoke(a.facility.id)).toBe(true);
  await until('it is refused', () => link.status().state === 'refused' && link.status().lastError?.code === 'hub.revoked');
});

test('frames that are too large, too deep, binary, unknown or out of turn end the connection and are counted', async () => {
  const hub = await aHub();
  const a = await enrolled(hub);
  const attempts: ((client: Awaited<ReturnType<typeof aRawClient>>) => void)[] = [
    (client) => client.sendText(`{"t":"ping","clock":"${'x'.repeat(300_000)}"}`),
    (client) => client.sendText(`{"t":"ping","clock":"","deep":${'['.repeat(50)}${']'.repeat(50)}}`),
    (client) => client.sendText(Buffer.from([1, 2, 3])),
    (client) => client.sendText('not json'),
    (client) => client.sendText('{"t":"push","changes":[{"numb'), // truncated
    (client) => client.send({ t: 'dance' }),
    (client) => client.send(helloOf(a)), // a second hello
    (client) => client.send({ t: 'push', changes: [{ ...aChange(1, '{}'), number: -1 }] }),
    (client) => client.send({ t: 'pull', cursor: 0, limit: 1e9 }),
  ];
  for (const attempt of attempts) {
    const { client, answer } = await greetAs(hub.url, a);
    expect(answer).toMatchObject({ t: 'welcome' });
    attempt(client);
    expect(await client.closed).toBeGreaterThanOrEqual(1000);
  }
  const early = await aRawClient(hub.url);
  expect(await early.ask({ t: 'pull', cursor: 0, limit: 10 })).toMatchObject({ t: 'error', code: 'hub.bad_frame' });
  expect(hub.metrics.read('bad_frames_total')).toBe(attempts.length + 1);
  const counted = (code: string) => Number(new RegExp(`bad_frames_total\\{code="${code}"\\} (\\d+)`).exec(hub.metrics.text({}))?.[1] ?? 0);
  expect(['too_large', 'unreadable', 'out_of_turn'].map(counted)).toEqual([1, 7, 2]);
  expect((await hub.counts()).rows).toBe(0);
  expect((await greetAs(hub.url, a)).answer).toMatchObject({ t: 'welcome' });
});

test('a bare connection that says nothing is closed', async () => {
  const hub = await aHub({ limits: { handshakeMs: 60 } });
  const client = await aRawClient(hub.url);
  expect(await client.next()).toMatchObject({ t: 'error', code: 'hub.handshake_timeout' });
  await client.closed;
});

test('too old a partner is told which side to update', async () => {
  const hub = await aHub();
  const a = await enrolled(hub);
  const client = await aRawClient(hub.url);
  expect(await client.ask(helloOf(a, { protocol: 9, floor: 8 }))).toMatchObject({ t: 'error', code: 'hub.version_too_old', fatal: true });
});

test('a number that comes back with another content is a fork: refused, and nothing of that batch is kept', async () => {
  const hub = await aHub();
  const a = await enrolled(hub);
  const { client } = await greetAs(hub.url, a);
  expect(await client.ask({ t: 'push', changes: [aChange(1, aStockLevel(1)), aChange(2, aStockLevel(2))] })).toMatchObject({
    t: 'ack',
    through: 2,
  });
  expect(await client.ask({ t: 'push', changes: [aChange(3, aStockLevel(3)), aChange(2, aStockLevel(99))] })).toMatchObject({
    t: 'error',
    code: 'hub.fork',
  });
  expect((await hub.facilities())[0]?.acknowledgedThrough).toBe(2);
  expect(hub.metrics.text({})).toContain('medvault_hub_refused_total{code="hub.fork"} 1');
  expect((await hub.rows('stock.level')).map(({ payload }) => payload)).toEqual([aStockLevel(2)]);
});

test('a row in another’s name, with a wrong hash or unreadable is counted and not kept; the honest one beside it is', async () => {
  const hub = await aHub();
  const [a, b] = [await enrolled(hub), await enrolled(hub, 'B')];
  const { client } = await greetAs(hub.url, a);
  const changes = [
    aChange(1, a.profile(), b.facility.id, 'facility.profile'),
    aChange(2, JSON.stringify({ facility: b.facility.id, onHand: 1 }), 'stolen'),
    { ...aChange(3, aStockLevel(1), 'tampered'), sha256: '0'.repeat(64) },
    aChange(4, '{"onHand":', 'broken'),
    aChange(5, `${'['.repeat(40)}${']'.repeat(40)}`, 'deep'),
    aChange(6, aStockLevel(6), 'honest'),
  ];
  expect(await client.ask({ t: 'push', changes })).toMatchObject({
    t: 'ack',
    through: 6,
    refused: ['hub.not_owner', 'hub.not_owner', 'hub.hash_mismatch', 'hub.row_unreadable', 'hub.row_too_deep'].map((code, index) => ({
      number: index + 1,
      code,
    })),
  });
  expect((await hub.rows('stock.level')).map(({ key }) => key)).toEqual(['honest']);
  expect(await hub.rows('facility.profile')).toEqual([]);
  expect((await hub.counts()).refused).toBe(5);
  expect(hub.metrics.read('changes_refused_total')).toBe(5);
  expect(hub.metrics.text({})).toContain('medvault_hub_changes_refused_total{code="hub.not_owner"} 2');
});

test('a row of another owner that a hub lets through is put aside by the facility', () => {
  const [a, b] = [aFacility('A'), aFacility('B')];
  a.raw
    .prepare(
      `INSERT INTO hub_link (id, hub_url, hub_name, hub_public_key, private_key, public_key, facility_epoch, enrolled_at) VALUES (1, '', '', '', '', '', '', '')`,
    )
    .run();
  const row = (cursor: number, key: string, payload: string, kind = 'stock.level') => ({
    facility: b.facility.id,
    kind,
    key,
    payload,
    cursor,
    at: '2026-11-22T08:00:00.000Z',
  });
  const rows = [
    row(1, a.facility.id, a.profile(), 'facility.profile'),
    row(2, 'x', JSON.stringify({ facility: a.facility.id })),
    row(3, 'fine', aStockLevel(3)),
  ];
  const tables = applyPage(
    a.raw,
    0,
    { t: 'page', rows, cursor: 3, more: false, witness: 'w' },
    { facilityId: a.facility.id, now: '2026-11-22T08:00:00.000Z', newId: () => crypto.randomUUID() },
  );
  expect(tables.sort()).toEqual(['peer_state', 'quarantine']);
  expect(a.quarantine().map(({ reason }) => reason)).toEqual(['not_owner', 'not_owner']);
  expect(a.sees(b)).toEqual({ fine: 3 });
});

test('late, repeated and reordered numbers are kept once, and an older one never covers a newer', async () => {
  const hub = await aHub();
  const a = await enrolled(hub);
  const { client } = await greetAs(hub.url, a);
  const changes = [1, 2, 3, 4].map((number) => aChange(number, aStockLevel(number)));
  expect(await client.ask({ t: 'push', changes: [changes[3]] })).toMatchObject({ t: 'ack', through: 0 });
  expect(await client.ask({ t: 'push', changes: [changes[1], changes[0]] })).toMatchObject({ t: 'ack', through: 2 });
  expect(await client.ask({ t: 'push', changes: [changes[1], changes[1]] })).toMatchObject({ t: 'ack', through: 2 });
  expect(await client.ask({ t: 'push', changes: [changes[2]] })).toMatchObject({ t: 'ack', through: 4 });
  expect((await hub.rows('stock.level')).map(({ payload }) => payload)).toEqual([aStockLevel(4)]);
});

test.each(['websocket', 'frames', 'page', 'text'])(
  'a hub that speaks nonsense (%s) is called so; rows wait, nothing is lost',
  async (how) => {
    const hub = await aHub();
    const a = await enrolled(hub);
    const { port } = hub;
    await hub.stop();
    const http = createServer((_, response) => void response.end('<html>Sign in to the Wi-Fi</html>'));
    const sockets = new WebSocketServer({ noServer: true });
    http.on('upgrade', (request, socket, head) => {
      if (how === 'text') return void socket.end('SSH-2.0-OpenSSH_9.2\r\n');
      if (how === 'websocket') return void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      sockets.handleUpgrade(request, socket, head, (opened) => {
        opened.on('message', () =>
          opened.send(how === 'frames' ? '{"t":"hug"}' : JSON.stringify({ t: 'page', rows: [], cursor: 0, more: true, witness: '' })),
        );
      });
    });
    await new Promise<void>((resolve) => void http.listen(port, '127.0.0.1', resolve));
    onTestFinished(() => {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      http.close();
    });
    a.setStock('item-1', 8);
    const link = a.start();
    await until('it says so', () => link.status().lastError?.code === 'hub.nonsense');
    expect(link.status()).toMatchObject({ waiting: 1 });
    expect(['offline', 'connecting']).toContain(link.status().state);
    expect(a.outbox()).toHaveLength(1);
  },
);

test('the operator’s questions need the operator’s token, and a browser is no facility', async () => {
  const hub = await aHub();
  const a = await enrolled(hub);
  a.setStock('item-1', 4);
  a.start();
  await until('it is sent', async () => (await hub.rows('stock.level')).length === 1);
  const { readFileSync, statSync } = await import('node:fs');
  const token = readFileSync(`${hub.dataDir}/operator.token`, 'utf8').trim();
  expect(statSync(`${hub.dataDir}/operator.token`).mode & 0o077).toBe(0);
  const get = (path: string, authorization?: string, method = 'GET') =>
    fetch(hub.url + path, { method, headers: authorization ? { authorization } : {} });
  expect((await get('/admin/facilities')).status).toBe(401);
  expect((await get('/admin/facilities', 'Bearer wrong')).status).toBe(401);
  expect(await (await get('/admin/facilities', `Bearer ${token}`)).json()).toMatchObject([
    { id: a.facility.id, name: 'A', isOnline: true },
  ]);
  expect(await (await get('/admin/rows?kind=stock.level', `Bearer ${token}`)).json()).toMatchObject([
    { key: 'item-1', payload: { onHand: 4 } },
  ]);
  expect(await (await get('/admin/counts', `Bearer ${token}`)).json()).toMatchObject({ facilities: 1, online: 1 });
  const made = (await (await get('/admin/codes', `Bearer ${token}`, 'POST')).json()) as { code: string };
  await expect(aFacility('B').enrol(hub.url, made.code)).resolves.toBeDefined();
  expect(await (await get('/healthz')).text()).toBe('ok\n');
  expect(await (await get('/readyz')).json()).toMatchObject({ ready: true });
  const metrics = await (await get('/metrics')).text();
  expect(metrics).toMatch(/^medvault_hub_welcomed_total 1$/m);
  expect(metrics).toMatch(/^medvault_hub_online 1$/m);
  expect((await get('/admin/facilities', 'Bearer x')).headers.get('content-security-policy')).toBe("default-src 'none'");

  const { WebSocket } = await import('ws');
  const browser = new WebSocket(`ws://127.0.0.1:${hub.port}/link`, { origin: 'http://evil.example' });
  const refused = await new Promise<string>((resolve) => void browser.on('error', (error) => resolve(error.message)));
  expect(refused).toContain('403');
});

test('nothing of a secret, a refused row or a one-time code stands in the hub’s files', async () => {
  const hub = await aHub();
  const code = await hub.createEnrolmentCode();
  const a = aFacility('A');
  await a.enrol(hub.url, code);
  onTestFinished(a.stop);
  const { client } = await greetAs(hub.url, await enrolled(hub, 'Careless'));
  await client.ask({
    t: 'push',
    changes: [aChange(1, JSON.stringify({ name: 'Amina Okello, born 1990' }), crypto.randomUUID(), 'facility.profile')],
  }); // refused
  expect((await hub.counts()).refused).toBe(1);
  a.setStock('item-1', 3);
  a.start();
  await until('it is sent', () => a.link().status().state === 'online' && a.link().status().waiting === 0);
  const privateKey = a.raw.prepare('SELECT private_key FROM hub_link').pluck().get() as string;
  expect(findLeaks([hub.dataDir], ['Amina Okello', privateKey, code, code.replaceAll('-', '')])).toEqual([]);
  expect(findLeaks([hub.dataDir], ['amoxicillin'])).not.toEqual([]); // the search itself finds what is there
});
