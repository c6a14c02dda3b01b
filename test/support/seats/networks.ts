import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';

export type Networks = {
  /** the clinic's computer, on both networks */
  host: string;
  one: string;
  two: string;
  /** addresses of the clinic's computer on the networks of `one` and `two` */
  hostAt: { one: string; two: string };
  cut: (seat: Seat) => void;
  mend: (seat: Seat) => void;
  /** From now on what the host sends to this seat is lost; what the seat sends arrives. */
  loseAnswers: (seat: Seat) => void;
  stopLosing: (seat: Seat) => void;
  /** Gives the host another address on this seat's network, as a router does after a night. */
  moveHost: (seat: Seat) => string;
};
type Seat = 'one' | 'two';

/**
 * Three computers of this test's own: network namespaces, each seat joined to the host by a cable (veth). No route leads anywhere else, as in
 * a clinic without the internet. They go with the test.
 */
export function threeComputers(): Networks {
  const mark = `mv${randomBytes(3).toString('hex')}`;
  const names = { host: `${mark}h`, one: `${mark}a`, two: `${mark}b` };
  for (const name of Object.values(names)) {
    makeNamespace(name);
    onTestFinished(() => void ip('netns', 'del', name));
    inside(name, 'link', 'set', 'lo', 'up');
  }
  const subnet = 10 + ((randomBytes(1)[0] ?? 0) % 240);
  for (const [seat, third] of [
    ['one', 1],
    ['two', 2],
  ] as const) {
    const cable = `${names[seat]}`;
    ip('link', 'add', `${cable}0`, 'netns', names.host, 'type', 'veth', 'peer', 'name', `${cable}1`, 'netns', names[seat]);
    inside(names.host, 'address', 'add', `10.${subnet}.${third}.1/24`, 'dev', `${cable}0`);
    inside(names[seat], 'address', 'add', `10.${subnet}.${third}.2/24`, 'dev', `${cable}1`);
    inside(names.host, 'link', 'set', `${cable}0`, 'up');
    inside(names[seat], 'link', 'set', `${cable}1`, 'up');
  }
  const turn = (seat: Seat, way: 'up' | 'down') => inside(names.host, 'link', 'set', `${names[seat]}0`, way);
  const blackhole = (seat: Seat, way: 'add' | 'del') =>
    inside(names.host, 'route', way, 'blackhole', `10.${subnet}.${seat === 'one' ? 1 : 2}.2/32`);
  return {
    ...names,
    hostAt: { one: `10.${subnet}.1.1`, two: `10.${subnet}.2.1` },
    cut: (seat) => turn(seat, 'down'),
    mend: (seat) => turn(seat, 'up'),
    loseAnswers: (seat) => blackhole(seat, 'add'),
    stopLosing: (seat) => blackhole(seat, 'del'),
    moveHost: (seat) => {
      const network = `10.${subnet}.${seat === 'one' ? 1 : 2}`;
      inside(names.host, 'address', 'del', `${network}.1/24`, 'dev', `${names[seat]}0`);
      inside(names.host, 'address', 'add', `${network}.77/24`, 'dev', `${names[seat]}0`);
      return `${network}.77`;
    },
  };
}

function makeNamespace(name: string): void {
  try {
    ip('netns', 'add', name);
  } catch (error) {
    const why = error instanceof Error ? error.message.trim() : String(error);
    throw new Error(`This test needs network namespaces: Linux, root and iproute2 (\`ip netns add\`). ${why}`, { cause: error });
  }
}

const inside = (namespace: string, ...args: string[]) => ip('-n', namespace, ...args);
const ip = (...args: string[]) => execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
