/** The value below which that share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Milliseconds below which half, 95 % and 99 % of the rounds were, rounded to hundredths. */
export function quantiles(milliseconds: readonly number[]): { p50: number; p95: number; p99: number; rounds: number } {
  const at = (share: number) => Math.round(quantile(milliseconds, share) * 100) / 100;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), rounds: milliseconds.length };
}
