import { expect, test } from 'vitest';
import { play } from './play.ts';
import { runSim } from './runSim.ts';

/** A process a core. `npm run sim -- --seeds 20000` goes on by hand. */
test('in 500 worlds in which everything goes wrong nothing is lost, doubled or leaked, and all are equal in the end', async () => {
  const { answer, told } = await runSim('--seeds', '500', '--jobs', '2');
  expect(answer, told).toMatchObject({ seeds: 500, failed: [] });
});

test('a seed plays the same world again, event by event', async () => {
  const worlds: string[][] = [[], []];
  for (const lines of worlds) await play(20, (line) => void lines.push(line));
  expect(worlds[0]!.length).toBeGreaterThan(50);
  expect(worlds[1]).toEqual(worlds[0]);
});
