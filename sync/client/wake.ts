import type { Time } from '../time.ts';

/** A sleep that can be cut short. A wake that comes before the sleep is not lost. */
export function createAlarm({ after }: Time) {
  let ring: (() => void) | undefined;
  let isDue = false;
  return {
    wake(): void {
      isDue = true;
      ring?.();
    },
    /** @param ms none = until woken */
    async sleep(ms?: number): Promise<void> {
      if (!isDue) {
        await new Promise<void>((resolve) => {
          const callOff = ms === undefined ? undefined : after(ms, resolve);
          ring = () => {
            callOff?.();
            resolve();
          };
        });
      }
      ring = undefined;
      isDue = false;
    },
  };
}

/** Does it again and again. @returns what stops it */
export function every({ after }: Time, ms: number, work: () => void): () => void {
  const again = () => {
    callOff = after(ms, again);
    work();
  };
  let callOff = after(ms, again);
  return () => callOff();
}

/** Does it once, that long after it was first asked for; what is asked for meanwhile is done with it. */
export function createDelay({ after }: Time, ms: number, work: () => void) {
  let callOff: (() => void) | undefined;
  return {
    begin(): void {
      callOff ??= after(ms, () => {
        callOff = undefined;
        work();
      });
    },
    stop: () => callOff?.(),
  };
}

/** Runs `work` again as long as it says there is more or was asked for meanwhile; never twice at once. */
export function createPump(work: () => Promise<boolean>, onFailure: (error: unknown) => void) {
  let isDue = false;
  let running: Promise<void> | undefined;
  async function run(): Promise<void> {
    try {
      while (isDue) {
        isDue = false;
        if (await work()) isDue = true;
      }
    } catch (error) {
      isDue = false;
      onFailure(error);
    } finally {
      running = undefined;
    }
  }
  return {
    kick(): void {
      isDue = true;
      running ??= run();
    },
    idle: async () => running,
  };
}
