import { expect, test, vi } from 'vitest';
import { type OpenLine, type SeatPort, superviseSeat } from '../../../../main/app/superviseSeat.ts';
import type { FacilityState } from '../../../../preload/contract/bridge.ts';

const seatOf = { clinic: 'Quiet Clinic', code: 'K4C7QP', address: '10.0.0.5:8443', seatName: 'Pharmacy', isSealed: true };
const unreachable = { state: 'offline', error: { code: 'seat.unreachable', data: {} }, nextTryMs: 200 } as const;
const wrong = { state: 'offline', error: { code: 'seat.wrong_computer', data: {} }, nextTryMs: 200 } as const;

/** A window's end of a channel. */
function aPort() {
  const listeners = { message: (_event: { data: unknown }) => {}, close: () => {} };
  const got: unknown[] = [];
  const port = {
    postMessage: (message: unknown) => void got.push(message),
    on: (event: 'message' | 'close', listener: never) => void (listeners[event] = listener),
    start: vi.fn<() => void>(),
    close: vi.fn<() => void>(() => listeners.close()),
  };
  return {
    ...(port as typeof port & SeatPort),
    got,
    say: (data: unknown) => listeners.message({ data }),
    closeAtPage: () => listeners.close(),
  };
}

function aSeat() {
  type Listener = Parameters<OpenLine>[0];
  const lines: { listener: Listener; sent: unknown[]; close: ReturnType<typeof vi.fn> }[] = [];
  const states: FacilityState[] = [];
  const onBorn = vi.fn<() => void>();
  const seat = superviseSeat<ReturnType<typeof aPort>>({
    seatOf: () => seatOf,
    openLine: (listener) => {
      const line = { listener, sent: [] as unknown[], close: vi.fn<() => void>() };
      lines.push(line);
      return { send: (message) => line.sent.push(message), close: line.close };
    },
    onState: (state) => states.push(state),
    onBorn,
  });
  return { seat, lines, states, onBorn, window: { id: 'w', kind: 'window' } as const, words: () => states.map(({ state }) => state) };
}

test('a window gets its port when the clinic was reached, not before; then words go both ways', () => {
  const { seat, lines, onBorn, window, words } = aSeat();
  const port = aPort();
  expect(seat.openPort(window, port)).toBe(false);
  lines[0]!.listener.onState({ state: 'connecting' });
  lines[0]!.listener.onState({ state: 'online' });
  expect(words()).toEqual(['starting', 'ready']);
  expect(onBorn).toHaveBeenCalledOnce();
  expect(seat.openPort(window, port)).toBe(true);
  expect(port.start).toHaveBeenCalled();
  port.say({ id: '1' });
  lines[0]!.listener.onMessage({ t: 'status' });
  expect([lines[0]!.sent, port.got]).toEqual([[{ id: '1' }], [{ t: 'status' }]]);
});

test('a lost line closes the port and says why; the line that comes back asks for a new one', () => {
  const { seat, lines, states, onBorn, window } = aSeat();
  const port = aPort();
  lines[0]!.listener.onState({ state: 'online' });
  seat.openPort(window, port);
  lines[0]!.listener.onState(unreachable);
  expect(port.close).toHaveBeenCalledOnce();
  expect(states.at(-1)).toEqual({ seatOf, state: 'unreachable', error: unreachable.error });
  expect(seat.openPort(window, aPort())).toBe(false);
  lines[0]!.listener.onState({ state: 'connecting' });
  expect(states.at(-1)?.state).toBe('unreachable');
  lines[0]!.listener.onState({ state: 'online' });
  expect(onBorn).toHaveBeenCalledTimes(2);
  expect(seat.openPort(window, aPort())).toBe(true);
  expect(lines).toHaveLength(1); // the connector reaches for it itself
});

test('another computer that was met is not forgotten because nobody answers at the next address', async () => {
  const { seat, lines, states } = aSeat();
  lines[0]!.listener.onState(wrong);
  lines[0]!.listener.onState(unreachable);
  expect(states.at(-1)).toMatchObject({ state: 'unreachable', error: { code: 'seat.wrong_computer' } });
  const retried = seat.retry();
  lines[1]!.listener.onState(unreachable);
  await retried;
  expect(states.at(-1)).toMatchObject({ state: 'unreachable', error: { code: 'seat.unreachable' } });
});

test('a page that is loaded again gets a new line, on which nobody is signed in', () => {
  const { seat, lines, window } = aSeat();
  const [before, after] = [aPort(), aPort()];
  lines[0]!.listener.onState({ state: 'online' });
  seat.openPort(window, before);
  expect(seat.openPort(window, after)).toBe(false); // it asked before its old port was gone
  expect(lines[0]!.close).toHaveBeenCalled();
  expect(lines).toHaveLength(2);
  lines[1]!.listener.onState({ state: 'online' });
  expect(seat.openPort(window, after)).toBe(true);
  before.say({ id: 'late' });
  expect(lines.flatMap(({ sent }) => sent)).toEqual([]);
  after.closeAtPage();
  expect(lines[1]!.close).toHaveBeenCalled();
  expect(lines).toHaveLength(3);
});

test('trying now answers when the attempt has ended, however', async () => {
  const { seat, lines } = aSeat();
  lines[0]!.listener.onState(unreachable);
  const ended = vi.fn<() => void>();
  const retried = seat.retry().then(ended);
  lines[1]!.listener.onState({ state: 'connecting' });
  await Promise.resolve();
  expect(ended).not.toHaveBeenCalled();
  lines[1]!.listener.onState({ state: 'online' });
  await retried;
  expect(ended).toHaveBeenCalledOnce();
});

test('after the end it opens nothing and says nothing', async () => {
  const { seat, lines, window, words } = aSeat();
  const port = aPort();
  lines[0]!.listener.onState({ state: 'online' });
  seat.openPort(window, port);
  await seat.stop();
  expect(lines[0]!.close).toHaveBeenCalled();
  expect(seat.openPort(window, aPort())).toBe(false);
  expect(lines).toHaveLength(1);
  expect(words()).toEqual(['starting', 'ready']);
});
