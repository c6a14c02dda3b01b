const windowMs = 60_000;
const mostCrashes = 5;

/**
 * Whether and when the facility process starts again. `crashes`: clock times in milliseconds, the newest last.
 * The first restart comes at once enough not to be felt; five crashes in a minute mean that another start would not help.
 */
export function nextRestart(crashes: readonly number[]): { delayMs: number; attempt: number } | { giveUp: true; attempt: number } {
  const newest = crashes.at(-1) ?? 0;
  const attempt = crashes.filter((at) => newest - at < windowMs).length;
  return attempt >= mostCrashes ? { giveUp: true, attempt } : { delayMs: 200 * 2 ** Math.max(0, attempt - 1), attempt };
}
