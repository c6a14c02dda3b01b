import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mutations } from './mutations.ts';
import { play } from './play.ts';
import { runSim } from './runSim.ts';

/** What the simulation once found in the code: the world in which it showed, which must stay sound. */
test.each(mutations.filter(({ name }) => name.startsWith('found: ')))('$name: not any more, in seed $seed', async ({ seed }) => {
  expect((await play(seed)).broken).toBeNull();
});

test('a write that met the full disk may say so when there is room again: the judge was wrong in seed 8038, not the hub', async () => {
  expect((await play(8038)).broken).toBeNull();
});

test('what the simulation once found it finds again when it is put back; `npm run sim -- --mutations` puts in all the others', async () => {
  const { answer, told } = await runSim('--mutations', '--known', '--only', 'found: ');
  expect(answer, told).toMatchObject({ missed: 0 });
});

test.each(mutations)('a fault that can still be put in: $name', ({ file, from }) => {
  expect(readFileSync(join(import.meta.dirname, '../..', file), 'utf8').split(from).length - 1).toBe(1);
});
