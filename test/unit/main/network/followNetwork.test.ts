import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followNetwork } from '../../../../main/network/followNetwork.ts';
import { notLinked } from '../../../../sync/client/status.ts';
import type { LinkState } from '../../../../sync/client/status.ts';

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-22T08:00:00Z') }));
afterEach(() => void vi.useRealTimers());

function aLink(state: LinkState) {
  const link = { state, tries: 0, questions: 0 };
  const { status, reconnect, recall } = {
    status: () => ({ ...notLinked, state: link.state }),
    reconnect: () => void link.tries++,
    recall: async () => ++link.questions > 0,
  };
  return { link, asked: { status, reconnect, recall } };
}

test('a network that comes back is tried at once, and each change of it, and nothing else', () => {
  let here = '';
  const { link, asked } = aLink('offline');
  const stop = followNetwork(asked, () => here);
  vi.advanceTimersByTime(60_000);
  expect(link.tries).toBe(0);
  here = '10.0.0.7';
  vi.advanceTimersByTime(3000);
  expect(link.tries).toBe(1);
  vi.advanceTimersByTime(60_000);
  expect(link.tries).toBe(1);
  here = '10.0.0.7 192.168.1.3';
  vi.advanceTimersByTime(3000);
  expect(link).toMatchObject({ tries: 2, questions: 0 });
  stop();
  here = '';
  vi.advanceTimersByTime(60_000);
  expect(link.tries).toBe(2);
});

test('a computer that wakes tries at once', () => {
  const { link, asked } = aLink('offline');
  const stop = followNetwork(asked, () => '10.0.0.7');
  vi.advanceTimersByTime(3000);
  vi.setSystemTime(new Date('2026-11-22T14:00:00Z'));
  vi.advanceTimersByTime(3000);
  expect(link.tries).toBe(1);
  stop();
});

test('an open line is asked whether it is still there; it is not cut', () => {
  let here = '10.0.0.7';
  const { link, asked } = aLink('online');
  const stop = followNetwork(asked, () => here);
  here = '10.0.0.8';
  vi.advanceTimersByTime(3000);
  expect(link).toMatchObject({ tries: 0, questions: 1 });
  stop();
});

test('this computer’s own addresses can be read', () => {
  const { link, asked } = aLink('offline');
  const stop = followNetwork(asked);
  vi.advanceTimersByTime(9000);
  expect(link.tries).toBe(0);
  stop();
});
