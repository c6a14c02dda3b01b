import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Secret, TOTP } from 'otpauth';
import { WebSocket } from 'ws';
import { runHubCommand } from '../../sync/hub/command.ts';
import { createHub } from '../../sync/hub/hub.ts';
import { createOperatorDesk } from '../../sync/hub/operators.ts';
import { fingerprintOf } from '../../sync/security/keys.ts';
import { hashPassword } from '../../sync/security/password.ts';
import { newTotpSecret } from '../../sync/security/totp.ts';
import { startPostgres } from '../support/postgres.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { aFacility } from '../support/sync/facility.ts';
import { aFolder, aHub, findLeaks } from '../support/sync/hub.ts';
import { storeKinds } from '../support/sync/stores.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';

const cost = { memory: 1024, passes: 1 };
const password = 'a dozen signs at least';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const kinds = storeKinds(() => server);

describe.each(kinds)('operators of a hub on %s', (_name, newPlace) => {
  async function aDesk(totpSecret: string | null = null) {
    const clock = { now: '2026-11-22T08:00:00.000Z' };
    const store = await (await newPlace()).open();
    const desk = createOperatorDesk(await createHub({ store, now: () => clock.now }), cost);
    expect(await store.operators.add({ name: 'mary', passwordHash: await hashPassword(password, cost), totpSecret }, clock.now)).toBe(true);
    const pass = (seconds: number) => void (clock.now = new Date(Date.parse(clock.now) + seconds * 1000).toISOString());
    return { clock, store, desk, pass };
  }

  test('a session ends when nobody uses it, and after a working day when somebody does', async () => {
    const { desk, pass } = await aDesk();
    const { token } = await desk.signIn({ name: ' Mary', password });
    expect(await desk.whoseSession('another')).toBeNull();
    for (let minutes = 0; minutes < 8 * 60; minutes += 14) {
      expect(await desk.whoseSession(token)).toBe('mary');
      pass(14 * 60);
    }
    expect(await desk.whoseSession(token)).toBeNull();
    const idle = await desk.signIn({ name: 'mary', password });
    pass(15 * 60);
    expect(await desk.whoseSession(idle.token)).toBeNull();
    const out = await desk.signIn({ name: 'mary', password });
    await desk.signOut(out.token, 'mary');
    expect(await desk.whoseSession(out.token)).toBeNull();
  });

  test('wrong passwords cost more and more time, many at once gain nothing, and the right one waits as well', async () => {
    const { desk, pass, store } = await aDesk();
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => desk.signIn({ name: 'mary', password: 'wrong' })));
    const codes = tries.map((each) => (each.status === 'rejected' ? (each.reason as { code: string }).code : 'in'));
    expect(codes.filter((code) => code === 'auth.wrong_password')).toHaveLength(4);
    expect(codes.filter((code) => code === 'auth.locked_out')).toHaveLength(6);
    await expect(desk.signIn({ name: 'mary', password })).rejects.toMatchObject({ code: 'auth.locked_out', data: { seconds: 10 } });
    pass(11);
    await expect(desk.signIn({ name: 'mary', password: 'wrong' })).rejects.toThrow('auth.wrong_password');
    await expect(desk.signIn({ name: 'mary', password })).rejects.toMatchObject({ data: { seconds: 20 } });
    pass(21);
    await expect(desk.signIn({ name: 'mary', password })).resolves.toMatchObject({ name: 'mary' });
    await expect(desk.signIn({ name: 'mary', password: 'wrong' })).rejects.toThrow('auth.wrong_password'); // counted from one again
    await expect(desk.signIn({ name: 'nobody', password })).rejects.toThrow('auth.wrong_password');
    expect((await store.operators.acts(3)).map(({ act }) => act)).toEqual(['sign-in-refused', 'sign-in', 'sign-in-refused']);
  });

  test('a one-time code is asked for where there is one, and works once', async () => {
    const secret = newTotpSecret();
    const { desk, clock, pass } = await aDesk(secret);
    const code = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(clock.now) });
    await expect(desk.signIn({ name: 'mary', password })).rejects.toThrow('auth.code_needed');
    await expect(desk.signIn({ name: 'mary', password, code: '000000' })).rejects.toThrow('auth.wrong_code');
    const used = code();
    await expect(desk.signIn({ name: 'mary', password, code: used })).resolves.toBeDefined();
    await expect(desk.signIn({ name: 'mary', password, code: used })).rejects.toThrow('auth.wrong_code');
    pass(30);
    await expect(desk.signIn({ name: 'mary', password, code: code() })).resolves.toBeDefined();
  });

  test('another password, another code or removal signs out everywhere', async () => {
    const { desk, store, clock } = await aDesk();
    const ends: ((store: HubStore) => Promise<boolean>)[] = [
      async ({ operators }) => operators.setPassword('mary', await hashPassword(password, cost)),
      ({ operators }) => operators.setTotp('mary', null),
      ({ operators }) => operators.remove('mary'),
    ];
    for (const end of ends) {
      const { token } = await desk.signIn({ name: 'mary', password });
      expect(await desk.whoseSession(token)).toBe('mary');
      expect(await end(store)).toBe(true);
      expect(await desk.whoseSession(token)).toBeNull();
    }
    expect(await store.operators.remove('mary')).toBe(false);
    expect(await store.operators.list()).toEqual([]);
    expect(await store.operators.add({ name: 'mary', passwordHash: 'x', totpSecret: null }, clock.now)).toBe(true);
    expect(await store.operators.add({ name: 'mary', passwordHash: 'y', totpSecret: null }, clock.now)).toBe(false);
  });

  test('keys are announced once, changed once, and one that follows from none forgets what was before', async () => {
    const { store } = await aDesk();
    const { publicKey } = await store.identity();
    const step = { from: publicKey, to: 'next', signature: 's', privateKey: 'p' };
    expect(await store.changeKey('t')).toBeNull();
    expect(await store.announceKey({ ...step, from: 'another' }, 't')).toBe(false);
    expect(await store.announceKey(step, 't')).toBe(true);
    expect(await store.announceKey({ ...step, to: 'other' }, 't')).toBe(false);
    const seal = await store.sealKey();
    expect(await store.changeKey('t')).toBe('next');
    expect(await store.identity()).toMatchObject({ publicKey: 'next', privateKey: 'p' });
    expect(await store.keySteps()).toEqual([{ from: publicKey, to: 'next', signature: 's' }]);
    await store.replaceKey({ publicKey: 'fresh', privateKey: 'q' });
    expect(await store.keySteps()).toEqual([]);
    expect(await store.sealKey()).toBe(seal);
  });
});

/** A running hub with an operator, and questions to its desk. */
async function aHubWithMary(more: Parameters<typeof aHub>[0] = {}) {
  let store: HubStore | undefined;
  const hub = await aHub({ hashCost: cost, wrapStore: (inner) => (store = inner), ...more });
  await store!.operators.add(
    { name: 'mary', passwordHash: await hashPassword(password, cost), totpSecret: null },
    '2026-11-22T08:00:00.000Z',
  );
  const ask = async (route: string, headers: Record<string, string> = {}, body?: object) => {
    const [method, path] = route.split(' ') as [string, string];
    const answer = await fetch(hub.url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
  };
  const signIn = async (headers = {}) => ask('POST /admin/session', headers, { name: 'mary', password });
  return { hub, store: store!, ask, signIn };
}

test('a script signs in for a token, a page for a cookie that its scripts cannot read; what they do is written down', async () => {
  const { hub, ask, signIn } = await aHubWithMary();
  expect((await ask('GET /admin/facilities')).status).toBe(401);
  expect((await ask('POST /admin/session', {}, { name: 'mary' })).status).toBe(400);
  expect(await ask('POST /admin/session', {}, { name: 'mary', password: 'wrong' })).toMatchObject({
    status: 401,
    body: { error: 'auth.wrong_password' },
  });
  const { body } = await signIn();
  const bearer = { authorization: `Bearer ${String(body['token'])}` };
  expect(await ask('GET /admin/session', bearer)).toMatchObject({ status: 200, body: { name: 'mary' } });
  expect((await ask('POST /admin/codes', bearer)).status).toBe(201);

  const page = await signIn({ origin: hub.url });
  expect(page.body).toEqual({ name: 'mary' });
  const [cookie = ''] = page.headers.get('set-cookie')!.split(';');
  expect(page.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict; Path=\/$/);
  expect((await ask('GET /admin/facilities', { cookie })).status).toBe(200);
  expect((await ask('POST /admin/codes', { cookie })).status).toBe(401); // not said to come from our page
  expect((await ask('POST /admin/codes', { cookie, origin: 'https://evil.example' })).status).toBe(403);
  expect((await ask('POST /admin/codes', { cookie, origin: hub.url })).status).toBe(201);
  expect((await ask('POST /admin/keys/announce', { cookie, origin: hub.url })).status).toBe(201);
  expect(await ask('POST /admin/keys/announce', { cookie, origin: hub.url })).toMatchObject({
    status: 409,
    body: { error: 'hub.key_announced' },
  });
  expect((await ask('DELETE /admin/session', { cookie, origin: hub.url })).status).toBe(200);
  expect((await ask('GET /admin/facilities', { cookie })).status).toBe(401);
  const { body: acts } = await ask('GET /admin/acts', bearer);
  expect((acts as unknown as { operator: string; act: string }[]).map(({ operator, act }) => `${operator} ${act}`)).toEqual(
    ['sign-in-refused', 'sign-in', 'code-made', 'sign-in', 'code-made', 'key-announced', 'sign-out']
      .map((act) => `mary ${act}`)
      .toReversed(),
  );
  expect(hub.metrics.read('operators_signed_in_total')).toBe(2);
  expect(findLeaks([hub.dataDir], [String(body['token']), cookie.split('=')[1]!, password])).toEqual([]);
});

test('the token file is for this computer alone, a foreign name is refused, and too many wrong passwords of one network are not looked at', async () => {
  const { hub, ask } = await aHubWithMary({
    limits: { guesses: { perSecond: 0.001, burst: 2 } },
    listen: { names: ['hub.example'], behindProxy: { addresses: ['127.0.0.1'] } },
  });
  const token = process.env['MEDVAULT_TEST_HUB'] === 'postgres' ? '' : readFileSync(join(hub.dataDir, 'operator.token'), 'utf8').trim();
  const machine = { authorization: `Bearer ${token}` };
  if (token !== '') expect((await ask('GET /admin/facilities', machine)).status).toBe(200);
  expect((await ask('GET /admin/facilities', { ...machine, 'x-forwarded-for': '203.0.113.9' })).status).toBe(401);
  const hostOnly = (host: string) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/admin/counts`, { headers: { host } });
      socket.on('error', () => undefined);
      socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode!));
      onTestFinished(() => socket.terminate());
    });
  expect(await hostOnly('hub.example')).toBe(403); // an upgrade that is no link
  const { request } = await import('node:http');
  const statusFor = (host: string) =>
    new Promise<number>((resolve) => {
      request(`${hub.url}/admin/counts`, { headers: { host, ...machine } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode!);
      }).end();
    });
  expect(await statusFor('rebound.example')).toBe(421);
  if (token !== '') expect(await statusFor('hub.example')).toBe(200);
  const from = (network: string) => ask('POST /admin/session', { 'x-forwarded-for': network }, { name: 'nobody', password: 'wrong' });
  expect([await from('203.0.113.9'), await from('203.0.113.9'), await from('203.0.113.9')].map(({ status }) => status)).toEqual([
    401, 401, 429,
  ]);
  expect((await from('203.0.113.10')).status).toBe(401);
  expect(hub.metrics.read('guesses_refused_total')).toBe(1);
});

test('a facility’s key opens no operator’s question, and an operator’s session is worth nothing on the link', async () => {
  const { hub, ask, signIn } = await aHubWithMary();
  const a = aFacility('A');
  await a.enrol(hub.url, await hub.createEnrolmentCode());
  const keys = a.raw.prepare('SELECT private_key, public_key FROM hub_link').get() as Record<string, string>;
  for (const secret of [...Object.values(keys), a.facility.id, a.facility.epoch])
    expect((await ask('GET /admin/facilities', { authorization: `Bearer ${secret}`, cookie: `medvault_operator=${secret}` })).status).toBe(
      401,
    );

  const { body } = await signIn();
  const headers = { authorization: `Bearer ${String(body['token'])}`, cookie: `medvault_operator=${String(body['token'])}` };
  const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/link`, { headers });
  onTestFinished(() => socket.terminate());
  await new Promise((resolve) => void socket.once('open', resolve));
  const answer = new Promise<string>((resolve) => void socket.once('message', (bytes: Buffer) => resolve(bytes.toString())));
  socket.send(JSON.stringify({ t: 'pull', cursor: 0, limit: 10 }));
  expect(JSON.parse(await answer)).toMatchObject({ t: 'error', code: 'hub.bad_frame' });
});

/** A process of its own, because it reads a password from its standard input. */
function withPassword(args: string[], input: string): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../sync/hub/main.ts'), ...args], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let out = '';
  child.stdout.on('data', (piece: Buffer) => void (out += piece.toString()));
  child.stdin.end(input);
  return new Promise((resolve) => void child.once('exit', (code) => resolve({ code, out })));
}

/** One command beside the hub, as a person types it. */
async function medvaultHub(args: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const catching = vi.spyOn(process.stdout, 'write').mockImplementation((text) => (out += String(text)) !== '');
  const silent = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  try {
    const code = await runHubCommand(args);
    return { code, out };
  } finally {
    catching.mockRestore();
    silent.mockRestore();
  }
}

test('operators and keys are kept by commands beside a running hub, and each is written down', async () => {
  const dataDir = aFolder();
  const hub = await aHub({ dataDir });
  if (process.env['MEDVAULT_TEST_HUB'] === 'postgres') return;
  const place = ['--data', dataDir, '--json'];
  const made = JSON.parse((await medvaultHub(['operator', 'add', 'mary', ...place])).out) as { password: string };
  expect(made.password).toHaveLength(20);
  expect((await medvaultHub(['operator', 'add', 'mary', ...place])).code).toBe(1);
  expect((await withPassword(['operator', 'password', 'mary', '--password-stdin', ...place], 'short\n')).out).toContain(
    'hub.operator_weak_password',
  );
  expect((await withPassword(['operator', 'password', 'mary', '--password-stdin', ...place], `${password}\n`)).code).toBe(0);
  const signedIn = await fetch(`${hub.url}/admin/session`, { method: 'POST', body: JSON.stringify({ name: 'mary', password }) });
  expect(signedIn.status).toBe(201);
  const a = aFacility('A');
  await a.enrol(hub.url, await hub.createEnrolmentCode());
  const keyOf = (facility: typeof a) => fingerprintOf(facility.raw.prepare('SELECT hub_public_key FROM hub_link').pluck().get() as string);
  const shown = async () => (await medvaultHub(['key', 'show', '--data', dataDir])).out;
  expect(await shown()).toContain(`Present: ${keyOf(a)}, as each facility shows it on its page Hub\nAnnounced: none\nChanged: 0 times`);
  const announced = JSON.parse((await medvaultHub(['key', 'announce', ...place])).out) as { next: string; fingerprint: string };
  expect(announced.fingerprint).toBe(fingerprintOf(announced.next));
  expect(await shown()).toContain(`Announced: ${announced.fingerprint}\nChanged: 0 times`);
  expect(JSON.parse((await medvaultHub(['key', 'change', ...place])).out)).toMatchObject({ fingerprint: announced.fingerprint });
  expect(await shown()).toContain(`Present: ${announced.fingerprint},`);
  const ended = JSON.parse((await medvaultHub(['key', 'end', ...place])).out) as { codes: { code: string; facility: string }[] };
  expect(ended.codes).toMatchObject([{ facility: a.facility.code }]);
  await expect(a.enrol(hub.url, ended.codes[0]!.code)).resolves.toBeDefined();
  expect((await medvaultHub(['operator', 'remove', 'mary', ...place])).code).toBe(0);
  expect((await medvaultHub(['operator', 'sing', 'mary', ...place])).code).toBe(2);
  const { acts } = JSON.parse((await medvaultHub(['operator', 'acts', ...place])).out) as {
    acts: { operator: string; act: string; about: string }[];
  };
  expect(acts.map(({ operator, act, about }) => `${operator} ${act} ${about}`.trim()).toReversed()).toEqual([
    'command operator add mary',
    'command operator password mary',
    'mary sign-in',
    'command key announce',
    'command key change',
    'command key end',
    'command operator remove mary',
  ]);
}, 60_000);
