// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { socketConnector, type TransportListener } from '../../../../renderer/lib/transport.ts';

/** A socket that does what the test says. */
class HandSocket extends EventTarget {
  static all: HandSocket[] = [];
  sent: string[] = [];
  close = vi.fn<() => void>();
  constructor() {
    super();
    HandSocket.all.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  open() {
    this.dispatchEvent(new Event('open'));
  }
  say(message: object) {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }
  end(code: number) {
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

const listener = { onOpen: vi.fn(), onClose: vi.fn(), onMessage: vi.fn() } satisfies TransportListener;
let stop: () => void;
const socket = () => HandSocket.all.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', HandSocket);
  HandSocket.all = [];
  for (const mock of Object.values(listener)) mock.mockReset();
  stop = socketConnector('wss://clinic/seat')(listener);
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a line that says nothing for 10 s although it is asked counts as lost, and another one is opened', () => {
  socket().open();
  vi.advanceTimersByTime(10_000);
  expect(socket().sent).toHaveLength(3);
  expect(listener.onClose).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2000);
  expect(listener.onClose).toHaveBeenCalledOnce();
  expect(HandSocket.all[0]!.close).toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(HandSocket.all).toHaveLength(2);
  socket().open();
  HandSocket.all[0]!.say({ t: 'status' }); // too late to be believed
  HandSocket.all[0]!.end(1006);
  expect(listener.onMessage).not.toHaveBeenCalled();
  expect(listener.onClose).toHaveBeenCalledOnce();
});

test('a line that answers stays', () => {
  socket().open();
  for (let second = 0; second < 60; second += 5) {
    vi.advanceTimersByTime(5000);
    socket().say({ t: 'answer', id: 'alive', ok: true, value: {} });
  }
  expect(listener.onClose).not.toHaveBeenCalled();
  expect(HandSocket.all).toHaveLength(1);
});

test('a seat whose access was withdrawn says so and does not knock again', () => {
  socket().open();
  socket().end(4403);
  expect(listener.onClose.mock.calls).toEqual([['revoked']]);
  vi.advanceTimersByTime(60_000);
  expect(HandSocket.all).toHaveLength(1);
});
