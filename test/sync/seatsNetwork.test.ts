import { expect, test } from 'vitest';
import { agentOn } from '../support/seats/agent.ts';
import { threeComputers } from '../support/seats/networks.ts';
import { aSharedFolder, serveOn } from '../support/seats/serveOn.ts';

const password = 'correct horse battery 7';
const lanPort = 8443;
const herePort = 8080;

type Agent = Awaited<ReturnType<typeof agentOn>>;
type Value<T> = { ok: true; value: T };

/** A clinic served on one computer, an administrator in its browser, and two more computers, each on a network of its own. */
async function aClinicOnThreeComputers() {
  const networks = threeComputers();
  const dataDir = await aSharedFolder('Network Clinic', password, lanPort);
  const served = await serveOn(networks.host, dataDir, herePort);
  const [browser, one, two] = await Promise.all([agentOn(networks.host), agentOn(networks.one), agentOn(networks.two)]);
  const cookie = await browser.redeem(served.signInUrl);
  expect(await browser.connectHere(served.url, cookie)).toBe(101);
  expect(await browser.askHere('session.signIn', { username: 'administrator', password })).toMatchObject({ ok: true });
  const newCode = async () => {
    const made = (await browser.askHere('seats.makeCode')) as unknown as Value<{ groups: string[] }>;
    if (!made.ok) throw new Error(JSON.stringify(made));
    return made.value.groups.join('-');
  };
  const pairAs = async (agent: Agent, name: string, at: string) => {
    const paired = await agent.pair({ address: at, code: await newCode(), name });
    await agent.open(paired);
    await agent.isIn('online');
    return paired;
  };
  const cards = async () => {
    const listed = (await browser.askHere('seats.list')) as unknown as Value<{ seats: Record<string, unknown>[] }>;
    return listed.value.seats;
  };
  return { networks, dataDir, served, browser, cookie, one, two, newCode, pairAs, cards };
}

const signIn = async (agent: Agent) => {
  const signedIn = (await agent.ask('session.signIn', { username: 'front-desk', password })) as unknown as Value<{ token: string }>;
  expect(signedIn.ok).toBe(true);
  return signedIn.value.token;
};

const somebody = { familyName: 'Owusu', givenNames: 'Ama', sex: 'female', birthDate: '1990-05-01' };

test('two computers find the clinic, pair by code, work side by side; one is revoked, the other goes on', async () => {
  const { networks, browser, one, two, newCode, pairAs, cards } = await aClinicOnThreeComputers();
  await Promise.all([one.discover(), two.discover()]);
  await expect.poll(() => one.found(), { timeout: 10_000 }).toMatchObject([{ address: `${networks.hostAt.one}:${lanPort}` }]);
  await expect.poll(() => two.found(), { timeout: 10_000 }).toMatchObject([{ address: `${networks.hostAt.two}:${lanPort}` }]);

  const first = await pairAs(one, 'Reception', networks.hostAt.one);
  await pairAs(two, 'Ward', `${networks.hostAt.two}:${lanPort}`);
  await signIn(one);
  await signIn(two);
  expect(await one.ask('patients.list')).toMatchObject({ ok: true });
  expect(await cards()).toMatchObject([
    { name: 'Ward', reach: 'lan', kind: 'window', isOnline: true, userNames: ['Test front-desk'] },
    { name: 'Reception', isOnline: true, userNames: ['Test front-desk'] },
    { reach: 'here', kind: 'browser', isOnline: true, isThis: true },
  ]);

  expect(await browser.askHere('seats.revoke', { seatId: first.seatId, reason: 'stolen' }, 'revoke-key-1')).toMatchObject({ ok: true });
  await one.isIn('refused');
  expect(await one.lastState()).toMatchObject({ error: { code: 'seat.revoked' } });
  await one.open(first);
  await one.isIn('refused');
  expect(await two.ask('patients.list')).toMatchObject({ ok: true });
  expect((await cards()).find(({ name }) => name === 'Reception')).toMatchObject({ isOnline: false, userNames: [] });

  await expect(one.pair({ address: networks.hostAt.one, code: 'AAAA-BBBB', name: 'x' })).rejects.toMatchObject({
    code: 'seat.code_mistyped',
  });
  const again = await pairAs(one, 'Reception', networks.hostAt.one);
  expect(again.seatId).not.toBe(first.seatId);
  expect(await newCode()).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
});

test('the cable out and back: each side says so, and a command sent again under its key is done once', { timeout: 90_000 }, async () => {
  const { networks, one, two, pairAs, cards } = await aClinicOnThreeComputers();
  await pairAs(one, 'Reception', networks.hostAt.one);
  await pairAs(two, 'Ward', networks.hostAt.two);
  const token = await signIn(one);
  await signIn(two);
  const count = async () => {
    const listed = (await two.ask('patients.list')) as unknown as Value<{ total: number }>;
    return listed.value.total;
  };
  expect(await count()).toBe(0);

  // the request arrives and is done, its answer is lost with the network
  networks.loseAnswers('one');
  expect(await one.send({ id: 'lost', method: 'patients.register', input: somebody, key: 'register-ama-1' })).toBe(true);
  await expect.poll(count, { timeout: 10_000 }).toBe(1);
  networks.cut('one');
  await one.isIn('offline');
  await expect.poll(async () => (await cards()).find(({ name }) => name === 'Reception')?.['isOnline'], { timeout: 15_000 }).toBe(false);
  expect(await one.send({ id: 'offline', method: 'patients.list', input: {} })).toBe(false);
  expect(await two.ask('patients.list')).toMatchObject({ ok: true });

  networks.mend('one');
  networks.stopLosing('one');
  await one.isIn('online');
  expect(await one.ask('session.resume', { token })).toMatchObject({ ok: true });
  const repeated = await one.ask('patients.register', somebody, 'register-ama-1');
  expect(repeated).toMatchObject({ ok: true });
  expect(await count()).toBe(1);
});

test(
  'serve stops and starts again, and its address changes: computers stay paired, the browser on the host too, and sessions go on',
  { timeout: 90_000 },
  async () => {
    const { networks, dataDir, served, browser, cookie, one, two, pairAs } = await aClinicOnThreeComputers();
    await pairAs(one, 'Reception', networks.hostAt.one);
    const certificate = await two.certificateAt(`${networks.hostAt.two}:${lanPort}`);
    const token = await signIn(one);
    await served.stop();
    await one.isIn('offline');

    const again = await serveOn(networks.host, dataDir, herePort);
    await one.isIn('online');
    expect(await one.ask('session.resume', { token })).toMatchObject({ ok: true });
    expect(await two.certificateAt(`${networks.hostAt.two}:${lanPort}`)).toBe(certificate);
    expect(await browser.connectHere(again.url, cookie)).toBe(101);

    const elsewhere = networks.moveHost('one');
    await one.isIn('offline');
    await one.isIn('online', 30_000);
    expect(await one.address()).toBe(`${elsewhere}:${lanPort}`);
    expect(await one.ask('session.resume', { token })).toMatchObject({ ok: true });
    await again.stop();
  },
);
