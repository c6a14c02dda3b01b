import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextRestart } from '../../../../main/app/restartPolicy.ts';
import { superviseFacility, type FacilityLife } from '../../../../main/app/superviseFacility.ts';
import type { FromFacilityProcess, StartMessage, ToFacility } from '../../../../main/facility/processMessages.ts';
import type { FacilityState } from '../../../../preload/contract/bridge.ts';

const startMessage: StartMessage = { t: 'start', dataDir: '/clinic' };

/** A process that does what the test says. */
function aLife() {
  const sent: ToFacility[] = [];
  const exits: (() => void)[] = [];
  const listeners: ((message: FromFacilityProcess) => void)[] = [];
  const end = () => exits.forEach((exit) => exit());
  const life: FacilityLife<string> = {
    send: (message) => void sent.push(message),
    openPort: (seat) => void sent.push({ t: 'port-open', id: seat.id, seat }),
    onMessage: (listener) => void listeners.push(listener),
    onExit: (listener) => void exits.push(listener),
    kill: vi.fn<() => void>(end),
  };
  return { ...life, sent, end, say: (message: FromFacilityProcess) => listeners.forEach((listener) => listener(message)) };
}

function aSupervisor() {
  const lives: ReturnType<typeof aLife>[] = [];
  const states: FacilityState[] = [];
  const onBorn = vi.fn<() => void>();
  const supervisor = superviseFacility<string>({
    launch: () => {
      const life = aLife();
      lives.push(life);
      return life;
    },
    startMessage,
    onState: (state) => states.push(state),
    onBorn,
  });
  return { supervisor, lives, states, onBorn };
}

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

test('it starts, is told the folder first, and becomes ready', () => {
  const { supervisor, lives, states, onBorn } = aSupervisor();
  expect(lives[0]!.sent).toEqual([startMessage]);
  lives[0]!.say({ t: 'ready' });
  expect(states).toEqual([{ state: 'starting' }, { state: 'ready' }]);
  expect(onBorn).toHaveBeenCalledOnce();
  expect(supervisor.openPort({ id: 'w', kind: 'window' }, 'port')).toBe(true);
});

test('a crash is told at once, the next start comes a little later with a new port for everyone', () => {
  const { supervisor, lives, states, onBorn } = aSupervisor();
  lives[0]!.end();
  expect(supervisor.state()).toEqual({ state: 'down', attempt: 1 });
  expect(supervisor.openPort({ id: 'w', kind: 'window' }, 'port')).toBe(false);
  vi.advanceTimersByTime(199);
  expect(lives).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(lives[1]!.sent).toEqual([startMessage]);
  expect(onBorn).toHaveBeenCalledTimes(2);
  expect(states.map(({ state }) => state)).toEqual(['starting', 'down', 'starting']);
});

test('five crashes in a minute are enough', () => {
  const { supervisor, lives } = aSupervisor();
  for (let crash = 0; crash < 5; crash += 1) {
    lives.at(-1)!.end();
    vi.advanceTimersByTime(5000);
  }
  expect(supervisor.state()).toEqual({ state: 'given-up', attempt: 5 });
  vi.advanceTimersByTime(600_000);
  expect(lives).toHaveLength(5);
});

test('a folder that cannot be used is said, and the process is not started again', () => {
  const { supervisor, lives } = aSupervisor();
  lives[0]!.say({ t: 'failed', error: { code: 'storage.damaged', data: {} } });
  expect(supervisor.state()).toEqual({ state: 'failed', error: { code: 'storage.damaged', data: {} } });
  vi.advanceTimersByTime(60_000);
  expect(lives).toHaveLength(1);
});

test('stopping asks first, and an end that was asked for is no crash', async () => {
  const { supervisor, lives } = aSupervisor();
  const stopped = supervisor.stop();
  expect(lives[0]!.sent.at(-1)).toEqual({ t: 'shutdown' });
  lives[0]!.end();
  await stopped;
  vi.advanceTimersByTime(60_000);
  expect(lives).toHaveLength(1);
  expect(lives[0]!.kill).not.toHaveBeenCalled();
});

test('who does not close within five seconds is ended', async () => {
  const { supervisor, lives } = aSupervisor();
  const stopped = supervisor.stop();
  vi.advanceTimersByTime(5000);
  await stopped;
  expect(lives[0]!.kill).toHaveBeenCalledOnce();
});

test('nothing is left to stop between two lives, and no new one begins', async () => {
  const { supervisor, lives } = aSupervisor();
  lives[0]!.end();
  await supervisor.stop();
  vi.advanceTimersByTime(60_000);
  expect(lives).toHaveLength(1);
});

test.each([
  [[0], { delayMs: 200, attempt: 1 }],
  [[0, 1000], { delayMs: 400, attempt: 2 }],
  [[0, 1000, 2000, 3000], { delayMs: 1600, attempt: 4 }],
  [[0, 1000, 2000, 3000, 4000], { giveUp: true, attempt: 5 }],
  [[0, 1000, 2000, 3000, 63_000], { delayMs: 200, attempt: 1 }],
  [[0, 1000, 2000, 3000, 60_500], { delayMs: 1600, attempt: 4 }],
])('after crashes at %j: %j', (crashes, expected) => {
  expect(nextRestart(crashes)).toEqual(expected);
});
