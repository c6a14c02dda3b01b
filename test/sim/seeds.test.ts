import { expect, test } from 'vitest';
import { mutations } from './mutations.ts';
import { play } from './play.ts';
import { runSim } from './runSim.ts';

type Found = { mutations: { mutation: string; seed: number | null }[]; missed: number };

/** What the simulation once found in the code: the world in which it showed, which must stay sound. */
test.each(mutations.filter(({ name }) => name.startsWith('found: ')))('$name: not any more, in seed $seed', async ({ seed }) => {
  expect((await play(seed)).broken).toBeNull();
});

test('each fault that is put into the sync code is found', async () => {
  const { answer, told } = await runSim('--mutations', '--known');
  const { mutations: found, missed } = answer as Found;
  expect(found.length).toBe(mutations.length);
  expect(missed, told).toBe(0);
});
