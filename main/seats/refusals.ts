import type { Logger } from 'pino';

const everyMs = 10_000;

/** What was refused at the door, in the log: the first of a kind at once, then how many more in ten seconds, so that nobody fills the disk with it. */
export function refusalLog(log: Logger): { note: (why: string, from: string) => void; stop: () => void } {
  const more = new Map<string, number>();
  const timer = setInterval(() => {
    for (const [why, count] of more) {
      if (count > 0) log.warn({ why, more: count }, 'refused at the seats');
      more.delete(why);
    }
  }, everyMs);
  timer.unref();
  return {
    note: (why, from) => {
      if (!more.has(why)) log.warn({ why, from }, 'refused at the seats');
      more.set(why, (more.get(why) ?? -1) + 1);
    },
    stop: () => clearInterval(timer),
  };
}
