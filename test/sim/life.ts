import type { Time } from '../../sync/time.ts';
import type { Loop } from './loop.ts';
import type { Random } from './random.ts';

/** One run of a program. When it is over, none of its timers, sockets or awaits goes on: what was killed does nothing more. */
export type Life = {
  isOver(): boolean;
  end(): void;
  onEnd(work: () => void): void;
  time: Time;
  /** A place where work may take a while, and where the program may be killed. */
  step(mostMs?: number): Promise<void>;
  /** The program dies at the so-manieth step from now. */
  dieAtStep(steps: number): void;
};

const never = new Promise<never>(() => undefined);

export function beginLife(loop: Loop, random: Random): Life {
  const began = loop.now();
  const lastWords: (() => void)[] = [];
  let isOver = false;
  let stepsLeft = Infinity;
  const life: Life = {
    isOver: () => isOver,
    end() {
      if (isOver) return;
      isOver = true;
      for (const work of lastWords) work();
    },
    onEnd: (work) => void lastWords.push(work),
    time: {
      elapsed: () => loop.now() - began,
      after: (ms, work) =>
        loop.after(ms, () => {
          if (!isOver) work();
        }),
    },
    async step(mostMs = 8) {
      if (--stepsLeft <= 0) life.end();
      if (isOver) return never;
      if (!random.chance(0.3)) return;
      await new Promise<void>((resolve) => void loop.after(random.integer(0, mostMs), resolve));
      if (isOver) return never;
    },
    dieAtStep: (steps) => void (stepsLeft = steps),
  };
  return life;
}
