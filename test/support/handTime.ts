import type { Time } from '../../sync/time.ts';

/** Time that passes a millisecond at a time, when the test says so. */
export function handTime(): { time: Time; now: () => number; tick: () => void; pass: (ms: number) => void } {
  let now = 0;
  let due: { at: number; work: () => void }[] = [];
  const time: Time = {
    elapsed: () => now,
    after(ms, work) {
      const one = { at: now + ms, work };
      due.push(one);
      return () => void (due = due.filter((each) => each !== one));
    },
  };
  function tick(): void {
    now++;
    const ready = due.filter(({ at }) => at <= now);
    due = due.filter(({ at }) => at > now);
    for (const { work } of ready) work();
  }
  return {
    time,
    now: () => now,
    tick,
    pass(ms): void {
      for (let step = 0; step < ms; step++) tick();
    },
  };
}
