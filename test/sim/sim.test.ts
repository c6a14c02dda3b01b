import { expect, test } from 'vitest';
import { play } from './play.ts';
import { runSim } from './runSim.ts';

/** Two processes: a core each. `npm run sim -- --seeds 20000` goes on by hand. */
const halves = [
  ['--from', '1', '--seeds', '250'],
  ['--from', '251', '--seeds', '250'],
];

test('in 500 worlds in which everything goes wrong nothing is lost, doubled or leaked, and all are equal in the end', async () => {
  const answers = await Promise.all(halves.map((args) => runSim(...args)));
  for (const { answer, told } of answers) expect(answer, told).toMatchObject({ seeds: 250, failed: [] });
});

test('a seed plays the same world again, event by event', async () => {
  const worlds: string[][] = [[], []];
  for (const lines of worlds) await play(20, (line) => void lines.push(line));
  expect(worlds[0]!.length).toBeGreaterThan(50);
  expect(worlds[1]).toEqual(worlds[0]);
});
