import { clockToleranceMs } from './limits.ts';

/** Milliseconds that `theirs` is ahead of `ours`; null when a text is no instant. Never a reason to refuse or to order by. */
export function clockSkewMs(theirs: string, ours: string): number | null {
  const skew = Date.parse(theirs) - Date.parse(ours);
  return Number.isFinite(skew) ? skew : null;
}

/** Dead CMOS batteries are common: such a clock is said, not punished. */
export function isClockSuspect(skewMs: number | null): boolean {
  return skewMs === null || Math.abs(skewMs) > clockToleranceMs;
}
