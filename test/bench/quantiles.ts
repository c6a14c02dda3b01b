/** Milliseconds below which half, 95 % and 99 % of the rounds were, rounded to hundredths. */
export function quantiles(milliseconds: readonly number[]): { p50: number; p95: number; p99: number; rounds: number } {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), rounds: sorted.length };
}
