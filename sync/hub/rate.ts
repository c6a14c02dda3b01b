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
    give(cost = 1): void {
      tokens = Math.min(burst, tokens + cost);
    },
  };
}
export type Bucket = ReturnType<typeof createBucket>;

/** One bucket a name, kept for longer than it takes to fill: whoever comes back in between finds what was left. */
export function createBudgets(rate: Rate, nowMs: () => number) {
  const buckets = new Map<string, { bucket: Bucket; usedAt: number }>();
  const fullAfterMs = (rate.burst / rate.perSecond) * 1000;
  return {
    of(name: string): Bucket {
      const now = nowMs();
      const found = buckets.get(name);
      buckets.delete(name);
      for (const [idle, { usedAt }] of buckets) {
        if (now - usedAt <= 2 * fullAfterMs) break; // the longest unused come first
        buckets.delete(idle);
      }
      const bucket = found?.bucket ?? createBucket(rate, nowMs);
      buckets.set(name, { bucket, usedAt: now });
      return bucket;
    },
  };
}
export type Budgets = ReturnType<typeof createBudgets>;
