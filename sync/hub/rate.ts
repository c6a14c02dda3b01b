/** `perSecond` on average, `burst` at once. */
export type Rate = { perSecond: number; burst: number };

/** A token bucket. Takes `cost`, or answers how many milliseconds to wait; a cost above the burst passes when the bucket is full. */
export function createBucket({ perSecond, burst }: Rate, nowMs: () => number) {
  let tokens = burst;
  let at = nowMs();
  return {
    take(cost = 1): number {
      const now = nowMs();
      tokens = Math.min(burst, tokens + (Math.max(0, now - at) / 1000) * perSecond);
      at = now;
      const needed = Math.min(cost, burst);
      if (tokens < needed) return Math.ceil(((needed - tokens) / perSecond) * 1000);
      tokens -= cost; // may fall below zero: a large batch is paid for afterwards
      return 0;
    },
  };
}
export type Bucket = ReturnType<typeof createBucket>;
