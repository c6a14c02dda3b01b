import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createDelivery } from '../../../sync/hub/deliver.ts';
import type { Listener } from '../../../sync/hub/deliver.ts';
import type { Fresh } from '../../../sync/hub/store/store.ts';
import { localFanout } from '../../../sync/hub/fanout/fanout.ts';
import type { Fanout, Shared } from '../../../sync/hub/fanout/fanout.ts';
import { createMetrics } from '../../../sync/hub/metrics.ts';
import { unpackFrame } from '../../../sync/protocol/frame.ts';
import { createSeal } from '../../../sync/hub/seal.ts';
import { handTime } from '../../support/handTime.ts';

type Halls = {
  isMetered?: boolean;
  canBeSent?: boolean;
  fresh?: (after: number) => Promise<Fresh | null>;
  isReaching?: () => boolean;
  node?: string;
  hands?: ReturnType<typeof handTime>;
  bus?: Partial<Fanout>;
};

function aHall(
  readers: number,
  {
    isMetered = false,
    canBeSent = false,
    fresh = async () => null,
    isReaching = () => true,
    node = 'node',
    hands = handTime(),
    bus = {},
  }: Halls = {},
  failures: unknown[] = [],
) {
  const { time, pass } = hands;
  const fanout = { ...localFanout(), isReaching, ...bus };
  const delivery = createDelivery({
    store: { fresh },
    seal: createSeal('00'.repeat(32)),
    fanout,
    metrics: createMetrics(),
    time,
    node,
    progress: { epoch: 'epoch', run: 'run', head: 0 },
    failed: (error) => void failures.push(error),
  });
  const poked: number[] = [];
  const sent: string[] = [];
  const listeners = Array.from({ length: readers }, (_, index): Listener => {
    const listener: Listener = {
      facility: `reader ${index}`,
      session: 1,
      hubEpoch: 'epoch',
      area: null,
      items: null,
      isMetered,
      canBeSent,
      readTo: null,
      onTheWay: [],
      isPoked: false,
      send: () => void (poked[index] = (poked[index] ?? 0) + 1),
      sendPacked: (letter) => void sent.push(`${index}: ${unpackFrame(Buffer.from(letter), typeof letter !== 'string')}`),
      isCongested: () => false,
      close: () => undefined,
    };
    delivery.join(listener);
    return listener;
  });
  let head = 0;
  return {
    delivery,
    listeners,
    publish: () =>
      fanout.announce({ head: ++head, from: new Map([['writer', { latitude: 1, longitude: 1 }]]), to: new Set(), isUrgent: false }),
    poked,
    sent,
    fanout,
    rounds: () => Math.max(0, ...poked.filter(Boolean)),
    pass,
  };
}

test('few are poked every 50 ms at most, whether they have read or not', () => {
  const hall = aHall(10);
  hall.publish();
  hall.pass(1);
  expect(hall.rounds()).toBe(1);
  hall.publish();
  hall.pass(48);
  expect(hall.rounds()).toBe(1);
  hall.pass(2);
  expect(hall.rounds()).toBe(2);
});

test('many are let read for as long again as most of them took', () => {
  const hall = aHall(100);
  hall.publish();
  hall.pass(1);
  hall.publish();
  hall.pass(99);
  expect(hall.rounds()).toBe(1);
  for (const listener of hall.listeners.slice(0, 80)) hall.delivery.hasAsked(listener);
  hall.pass(98);
  expect(hall.rounds()).toBe(1);
  hall.pass(4);
  expect(hall.rounds()).toBe(2);
});

test('who never reads holds nobody up for longer than half a second', () => {
  const hall = aHall(100);
  hall.publish();
  hall.pass(1);
  hall.publish();
  hall.pass(497);
  expect(hall.rounds()).toBe(1);
  hall.pass(5);
  expect(hall.rounds()).toBe(2);
});

test('many who read at once wait no longer than a few', () => {
  const hall = aHall(100);
  hall.publish();
  hall.pass(1);
  for (const listener of hall.listeners) hall.delivery.hasAsked(listener);
  hall.publish();
  hall.pass(51);
  expect(hall.rounds()).toBe(2);
});

test('who spares the line is not waited for', () => {
  const hall = aHall(100, { isMetered: true });
  hall.publish();
  hall.pass(1);
  for (const listener of hall.listeners.slice(0, 5)) hall.delivery.hasAsked(listener);
  hall.publish();
  hall.pass(51);
  expect(hall.rounds()).toBe(2);
});

const owner = 'writer';
/** A hub that keeps a row of this many letters at each cursor. */
const rowsAfter =
  (head: () => number, letters = 1, epoch = 'epoch') =>
  async (after: number): Promise<Fresh> => ({
    progress: { epoch, run: 'run', head: head() },
    rows: Array.from({ length: head() - after }, (_, index) => ({
      facility: owner,
      kind: 'stock.level',
      key: 'k',
      payload: randomBytes(letters / 2).toString('hex'),
      cursor: after + 1 + index,
      at: '',
      clockSkewMs: null,
      topic: null,
      place: { latitude: 1, longitude: 1 },
    })),
  });
const told = () => new Promise((resolve) => void setTimeout(resolve, 0));
const read = (hall: ReturnType<typeof aHall>, index: number, cursor: number) => {
  hall.delivery.hasAsked(hall.listeners[index]!);
  hall.delivery.hasRead(hall.listeners[index]!, cursor);
};

test('whoever has read is sent rows, whoever has not is poked and is sent those after its answer', async () => {
  let head = 1;
  const hall = aHall(3, { canBeSent: true, fresh: rowsAfter(() => head) });
  read(hall, 0, 0);
  read(hall, 1, 0);
  hall.publish();
  hall.pass(1);
  await told();
  expect(hall.sent.map((text) => text.replace(/"payload":"\w*"/, ''))).toEqual(
    [0, 1].map((index) => expect.stringMatching(`^${index}: .*"cursor":1,.*"from":0,"cursor":1,`) as string),
  );
  expect(hall.poked).toEqual([undefined, undefined, 1]);
  hall.delivery.hasAsked(hall.listeners[2]!); // and the answer is read after the next change, before that one is told
  head = 2;
  hall.publish();
  hall.delivery.hasRead(hall.listeners[2]!, 2);
  hall.pass(60);
  await told();
  expect(hall.sent).toHaveLength(4);
  expect(hall.sent.slice(2).every((text) => text.includes('"from":1,"cursor":2'))).toBe(true);
});

test('an answer that was read before others were told is not enough: there is a poke behind it', async () => {
  const hall = aHall(2, { canBeSent: true, fresh: rowsAfter(() => 1) });
  read(hall, 0, 0);
  hall.delivery.hasAsked(hall.listeners[1]!);
  hall.publish();
  hall.pass(1);
  await told();
  hall.delivery.hasRead(hall.listeners[1]!, 0);
  expect(hall.poked).toEqual([undefined, 1]);
  expect(hall.listeners[1]!.readTo).toBeNull();
});

test('whoever has left while its answer was read follows nothing, and others who ask are poked', async () => {
  const hall = aHall(2, { canBeSent: true, fresh: rowsAfter(() => 1) });
  hall.delivery.hasAsked(hall.listeners[0]!);
  hall.delivery.leave(hall.listeners[0]!);
  hall.delivery.hasRead(hall.listeners[0]!, 0);
  hall.publish();
  hall.pass(60);
  await told();
  expect([hall.sent, hall.poked]).toEqual([[], [undefined, 1]]);
});

test('for whoever publishes alone nothing is read, and it is not poked, but for what is told late after it', async () => {
  let questions = 0;
  const fresh = async (after: number) => {
    questions++;
    return rowsAfter(() => 2)(after);
  };
  const hall = aHall(1, { canBeSent: true, fresh });
  read(hall, 0, 0);
  const at = { latitude: 1, longitude: 1 };
  hall.fanout.announce({ head: 2, from: new Map([['reader 0', at]]), to: new Set(), isUrgent: false });
  hall.pass(60);
  await told();
  expect([questions, hall.sent, hall.poked]).toEqual([0, [], []]);
  hall.fanout.announce({ head: 1, from: new Map([['writer', at]]), to: new Set(), isUrgent: false });
  hall.pass(60);
  await told();
  expect(hall.poked).toEqual([1]);
});

test('on a line that takes no more there is one poke instead, until it asks', async () => {
  let head = 1;
  const hall = aHall(1, { canBeSent: true, fresh: rowsAfter(() => head, 20_000) });
  read(hall, 0, 0);
  for (; head < 12; head++) {
    hall.publish();
    hall.pass(60);
    await told();
  }
  expect(hall.sent).toHaveLength(6); // 10 kB deflated each
  expect(hall.poked[0]).toBeGreaterThan(0);
  read(hall, 0, head - 1);
  for (const end = head + 12; head < end; head++) {
    hall.publish();
    hall.pass(60);
    await told();
    hall.delivery.hasKept(hall.listeners[0]!, head - 2);
  }
  expect(hall.sent).toHaveLength(18); // whoever says what it has kept goes on
});

test.each([
  ['there is too much for one question', { fresh: async () => null }],
  ['the database is away', { fresh: () => Promise.reject(new Error('away')) }],
  ['the other nodes are not heard', { fresh: rowsAfter(() => 1), isReaching: () => false }],
  ['the rows are of a restored hub', { fresh: rowsAfter(() => 1, 1, 'another') }],
])('everybody asks for themselves when %s', async (_, parts: Halls) => {
  const failures: unknown[] = [];
  const hall = aHall(2, { canBeSent: true, ...parts }, failures);
  read(hall, 0, 0);
  read(hall, 1, 0);
  hall.publish();
  hall.pass(1);
  await told();
  expect(hall.sent).toEqual([]);
  expect(hall.poked).toEqual([1, 1]);
  expect(hall.listeners.map(({ readTo }) => readTo)).toEqual([null, null]);
});

test('a hub that was restored while it was asked is not believed', async () => {
  let answer: (fresh: Fresh) => void = () => undefined;
  const hall = aHall(1, { canBeSent: true, fresh: () => new Promise((resolve) => void (answer = resolve)) });
  hall.publish();
  hall.pass(1);
  hall.delivery.hasAsked(hall.listeners[0]!);
  hall.delivery.hasRead(hall.listeners[0]!, 1);
  hall.publish();
  hall.pass(60);
  hall.fanout.order({ hubEpoch: 'another' });
  answer(await rowsAfter(() => 2)(1));
  await told();
  expect(hall.sent).toEqual([]);
});

/** Nodes on one database and one bus; a change is told at all of them. `deaf`: who does not hear what is shared. */
function someNodes(names: readonly string[], deaf = new Set<string>()) {
  const hands = handTime();
  let head = 0;
  const reads: Record<string, number> = {};
  const ears = new Map<string, (shared: Shared) => void>();
  const halls = names.map((node) => {
    const hall = aHall(2, {
      canBeSent: true,
      node,
      hands,
      fresh: async (after) => {
        reads[node] = (reads[node] ?? 0) + 1;
        return rowsAfter(() => head)(after);
      },
      bus: {
        graceMs: 40,
        share: (shared) => ears.forEach((hear, other) => other !== node && !deaf.has(other) && hear(shared)),
        onShare: (hear) => void ears.set(node, hear),
      },
    });
    read(hall, 0, 0);
    return hall;
  });
  return {
    halls,
    reads,
    deaf,
    async publish(rounds: number) {
      for (let round = 0; round < rounds; round++) {
        head++;
        for (const hall of halls) {
          hall.fanout.announce({ head, from: new Map([['writer', { latitude: 1, longitude: 1 }]]), to: new Set(), isUrgent: false });
        }
        for (let step = 0; step < 10; step++) {
          hands.pass(10);
          await told();
        }
      }
      return halls.map(({ sent }) => sent.map((text) => Number(/"cursor":(\d+),"witness"/.exec(text)![1])));
    },
  };
}

test('what one node reads is told at all of them; whoever asks for itself is poked by its own', async () => {
  const nodes = someNodes(['b', 'a', 'c']);
  const sent = await nodes.publish(20);
  expect(sent).toEqual(Array.from({ length: 3 }, () => Array.from({ length: 20 }, (_, index) => index + 1)));
  // All began alike, and then one of them read.
  expect(Object.values(nodes.reads).reduce((a, b) => a + b)).toBeLessThan(25);
  expect(nodes.halls.map(({ poked }) => poked[1]! > 0)).toEqual([true, true, true]);
});

test('a node that hears nothing of it reads by itself, a moment later, and goes on with the others when it hears again', async () => {
  const nodes = someNodes(['a', 'b'], new Set(['b']));
  const upTo = (count: number) => [1, 2].map(() => Array.from({ length: count }, (_, index) => index + 1));
  expect(await nodes.publish(10)).toEqual(upTo(10));
  expect(nodes.reads).toEqual({ a: 10, b: 10 });
  nodes.deaf.clear();
  expect(await nodes.publish(10)).toEqual(upTo(20));
  expect(nodes.reads['a']! + nodes.reads['b']!).toBeLessThan(33);
});

test('what is shared counts only where everything before it was told, and in the same life of the hub', async () => {
  let hear: (shared: Shared) => void = () => undefined;
  const bus = { graceMs: 40, onShare: (listener: typeof hear) => void (hear = listener) };
  const hall = aHall(1, { canBeSent: true, fresh: rowsAfter(() => 3), bus });
  read(hall, 0, 0);
  const share = async (from: number, head: number, epoch = 'epoch') =>
    hear({ node: 'other', from, fresh: await rowsAfter(() => head, 1, epoch)(from) });
  await share(2, 3); // what came before is missing
  await share(0, 9, 'another');
  expect(hall.sent).toEqual([]);
  await share(0, 2);
  await share(1, 3); // too soon: whoever is still resting reads by itself, later
  expect(hall.sent).toHaveLength(1);
  hall.pass(20);
  await share(0, 2);
  await share(1, 3); // one of the two is there already
  expect(hall.sent.map((text) => /"from":\d+,"cursor":\d+/.exec(text)![0])).toEqual(['"from":0,"cursor":2', '"from":2,"cursor":3']);
  hall.fanout.order({ hubEpoch: 'another' });
  await share(0, 5);
  expect(hall.sent).toHaveLength(2);
});
