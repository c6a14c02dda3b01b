import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { aFacility } from '../support/sync/facility.ts';
import { aHub, until } from '../support/sync/hub.ts';
import { aBadLine } from '../support/sync/proxy.ts';
import type { BadLine } from '../support/sync/proxy.ts';

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
type End = { socket: Socket; heard: () => string; hasEnded: () => boolean };

function listenTo(socket: Socket): End {
  let heard = '';
  let hasEnded = false;
  socket.on('data', (bytes: Buffer) => void (heard += bytes.toString()));
  socket.on('error', () => undefined);
  socket.on('close', () => void (hasEnded = true));
  onTestFinished(() => void socket.destroy());
  return { socket, heard: () => heard, hasEnded: () => hasEnded };
}

/** Two ends of a bad line, connected. */
async function twoEnds() {
  let arrived: (end: End) => void = () => undefined;
  const server = createServer((socket) => arrived(listenTo(socket)));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const line = await aBadLine(() => [(server.address() as AddressInfo).port]);
  async function dial() {
    const other = new Promise<End>((resolve) => void (arrived = resolve));
    const near = listenTo(connect(line.port, '127.0.0.1'));
    return { near, far: await other };
  }
  return { line, dial, ...(await dial()) };
}

test('a bad line: what is sent comes later by so much', async () => {
  const { line, near, far } = await twoEnds();
  line.delay(200);
  const began = performance.now();
  near.socket.write('hello');
  await until('it comes', () => far.heard() === 'hello');
  expect(performance.now() - began).toBeGreaterThan(195);
});

test('a bad line: stalled nothing moves and nothing is lost', async () => {
  const { line, near, far } = await twoEnds();
  line.stall(true);
  near.socket.write('to the hub');
  far.socket.write('to the facility');
  await pause(150);
  expect([near.heard(), far.heard(), near.hasEnded(), far.hasEnded()]).toEqual(['', '', false, false]);
  line.stall(false);
  await until('all comes', () => far.heard() === 'to the hub' && near.heard() === 'to the facility');
});

test('a bad line: reset, both ends hear of it at once', async () => {
  const { line, near, far } = await twoEnds();
  line.reset();
  await until('both have ended', () => near.hasEnded() && far.hasEnded());
  expect([near.heard(), far.heard()]).toEqual(['', '']);
});

test('a bad line: half open, nothing gets through and nobody is told; later connections do', async () => {
  const { line, near, far, dial } = await twoEnds();
  line.swallow(true);
  near.socket.write('to the hub');
  far.socket.write('to the facility');
  await pause(150);
  expect([near.heard(), far.heard(), near.hasEnded(), far.hasEnded()]).toEqual(['', '', false, false]);
  line.swallow(false);
  const later = await dial();
  later.near.socket.write('again');
  await until('it comes', () => later.far.heard() === 'again');
  expect(far.heard()).toBe('');
});

test('a bad line: cut one way, the other goes on', async () => {
  const { line, near, far } = await twoEnds();
  line.swallow(true, ['to facility']);
  near.socket.write('to the hub');
  far.socket.write('to the facility');
  await until('the one comes', () => far.heard() === 'to the hub');
  await pause(100);
  expect([near.heard(), near.hasEnded(), far.hasEnded()]).toEqual(['', false, false]);
});

test('a bad line: of a frame only the first half arrives, and then the line is gone', async () => {
  const { line, near, far } = await twoEnds();
  line.truncateNext();
  near.socket.write('0123456789');
  await until('both have ended', () => near.hasEnded() && far.hasEnded());
  expect(far.heard()).toBe('01234');
});

test('whatever the line does while a row goes out, it arrives once and nothing else is lost', async () => {
  const hub = await aHub();
  const line = await aBadLine(() => [hub.port]);
  const [one, two] = [aFacility('One'), aFacility('Two')];
  for (const facility of [one, two]) await facility.enrol(hub.url, await hub.createEnrolmentCode());
  one.raw.prepare('UPDATE hub_link SET hub_url = ?').run(`ws://127.0.0.1:${line.port}/link`);
  for (const facility of [one, two]) {
    onTestFinished(facility.stop);
    facility.start({ timing: { answerMs: 400, pingMs: 200, lookMs: 300 } });
  }
  await until('both are online', () => [one, two].every((facility) => facility.link().status().state === 'online'));
  const troubles: Record<string, (bad: BadLine) => Promise<void> | void> = {
    delay: (bad) => bad.delay(60),
    'no delay': (bad) => bad.delay(0),
    stall: async (bad) => (bad.stall(true), await pause(150), bad.stall(false)),
    'stall for longer than an answer may take': async (bad) => (bad.stall(true), await pause(600), bad.stall(false)),
    reset: (bad) => bad.reset(),
    'half open': async (bad) => (bad.swallow(true), await pause(100), bad.swallow(false)),
    'cut to the hub': async (bad) => (bad.swallow(true, ['to hub']), await pause(100), bad.swallow(false)),
    'cut to the facility': async (bad) => (bad.swallow(true, ['to facility']), await pause(100), bad.swallow(false)),
    'a frame cut off': (bad) => bad.truncateNext(),
  };
  let onHand = 0;
  for (const [name, spoil] of Object.entries(troubles)) {
    const spoiling = spoil(line);
    one.setStock('item', ++onHand);
    await spoiling;
    await until(`${name}: the row has arrived`, () => two.sees(one)['item'] === onHand && one.outbox().length === 0);
  }
  expect(hub.metrics.read('rows_total')).toBe(onHand + 2); // and who the two are
});
