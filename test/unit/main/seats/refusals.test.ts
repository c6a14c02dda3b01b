import { Writable } from 'node:stream';
import pino from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { refusalLog } from '../../../../main/seats/refusals.ts';

test('a thousand refusals are two lines in the log: the first, and how many followed', () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const lines: Record<string, unknown>[] = [];
  const log = pino(new Writable({ write: (line: Buffer, _, done) => (lines.push(JSON.parse(line.toString()) as never), done()) }));
  const refusals = refusalLog(log);
  for (let time = 0; time < 1000; time++) refusals.note('foreign host', '10.0.0.9');
  refusals.note('no handshake', '10.0.0.9');
  vi.advanceTimersByTime(10_000);
  vi.advanceTimersByTime(10_000);
  refusals.note('foreign host', '10.0.0.9');
  refusals.stop();
  expect(lines.map(({ why, from, more }) => ({ why, from, more }))).toEqual([
    { why: 'foreign host', from: '10.0.0.9', more: undefined },
    { why: 'no handshake', from: '10.0.0.9', more: undefined },
    { why: 'foreign host', from: undefined, more: 999 },
    { why: 'foreign host', from: '10.0.0.9', more: undefined },
  ]);
});
