const longestWaitSeconds = 900;
/** Wrong passwords in a row that cost nothing: people mistype. */
export const freeTries = 3;

/** Seconds to wait after this many wrong passwords in a row: 0, 0, 0, 10, 20, 40 ... 900. Never longer, for nobody. */
export function delayAfter(failures: number): number {
  return failures <= freeTries ? 0 : Math.min(longestWaitSeconds, 10 * 2 ** Math.min(failures - freeTries - 1, 10));
}
