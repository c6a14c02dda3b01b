import { expect, test } from 'vitest';
import { createDelivery } from '../../../sync/hub/deliver.ts';
import type { Listener } from '../../../sync/hub/deliver.ts';
import { localFanout } from '../../../sync/hub/fanout/fanout.ts';
import { createMetrics } from '../../../sync/hub/metrics.ts';

function aHall(readers: number, isMetered = false) {
  let now = 0;
  let due: { at: number; work: () => void }[] = [];
  const time = {
    elapsed: () => now,
    after: (ms: number, work: () => void) => {
      const one = { at: now + ms, work };
      due.push(one);
      return () => void (due = due.filter((each) => each !== one));
    },
  };
  const fanout = localFanout();
  const delivery = createDelivery(fanout, createMetrics(), time);
  const poked: number[] = [];
  const listeners = Array.from({ length: readers }, (_, index): Listener => {
    const listener: Listener = {
      facility: `reader ${index}`,
      session: 1,
      hubEpoch: 'epoch',
      area: null,
      isMetered,
      isPoked: false,
      send: () => void (poked[index] = (poked[index] ?? 0) + 1),
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
    rounds: () => Math.max(0, ...poked.filter(Boolean)),
    pass: (ms: number): void => {
      for (let step = 0; step < ms; step++) {
        now++;
        const ready = due.filter(({ at }) => at <= now);
        due = due.filter(({ at }) => at > now);
        for (const { work } of ready) work();
      }
    },
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
  const hall = aHall(100, true);
  hall.publish();
  hall.pass(1);
  for (const listener of hall.listeners.slice(0, 5)) hall.delivery.hasAsked(listener);
  hall.publish();
  hall.pass(51);
  expect(hall.rounds()).toBe(2);
});
