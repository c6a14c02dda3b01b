import { expect, test } from 'vitest';
import { createDoor } from '../../../sync/hub/door.ts';
import { handTime } from '../../support/handTime.ts';

test('a few come in at once, the others one after the other later, and after a turn the next few', () => {
  const { time, pass } = handTime();
  const door = createDoor(time);
  const first = Array.from({ length: 23 }, () => door.knock());
  expect(first).toEqual([...Array.from({ length: 20 }, () => 0), 250, 252, 254]);
  pass(5);
  expect(door.knock()).toBe(0);
});

test('whoever is worked on keeps a place until it is done, also when it fails', async () => {
  const { time, pass } = handTime();
  const door = createDoor(time);
  const ends: (() => void)[] = [];
  const works = Array.from({ length: 20 }, (_, index) =>
    door.through(() => new Promise<void>((resolve, reject) => void ends.push(index === 0 ? () => reject(new Error('no')) : resolve))),
  );
  expect(door.knock()).toBe(250);
  ends[0]!();
  await expect(works[0]).rejects.toThrow('no');
  expect(door.knock()).toBe(0);
  for (const end of ends) end();
  await Promise.all(works.slice(1));
  pass(5);
  expect(Array.from({ length: 20 }, () => door.knock())).toEqual(Array.from({ length: 20 }, () => 0));
});

test('10,000 at once are told ten thousand different moments within half a minute; beyond that nobody is sent away for longer', () => {
  const { time } = handTime();
  const door = createDoor(time, () => 0.5);
  const waits = Array.from({ length: 10_000 }, () => door.knock()).filter((ms) => ms > 0);
  expect(new Set(waits).size).toBe(9_980);
  expect(Math.max(...waits)).toBe(20_208);
  const more = Array.from({ length: 10_000 }, () => door.knock());
  expect(Math.max(...more)).toBeLessThanOrEqual(30_000);
  expect(more.at(-1)).toBe(22_500);
});
