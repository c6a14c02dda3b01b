import { AppError } from '../../preload/contract/errors.ts';

export type Step = { name: string; ok: boolean; ms: number; detail: unknown };

/** A claim of a step that must hold. */
export function must(holds: boolean, claim: string): void {
  if (!holds) throw new Error(claim);
}

/** Runs steps in order and stops at the first that fails: the later ones stand on it. */
export async function runSteps(
  steps: readonly { name: string; run: () => Promise<unknown> }[],
  tell: (step: Step) => void,
): Promise<Step[]> {
  const done: Step[] = [];
  for (const { name, run } of steps) {
    const started = performance.now();
    const step = await run().then(
      (detail): Step => ({ name, ok: true, ms: 0, detail }),
      (error: unknown): Step => ({ name, ok: false, ms: 0, detail: { error: describe(error) } }),
    );
    step.ms = Math.round(performance.now() - started);
    done.push(step);
    tell(step);
    if (!step.ok) break;
  }
  return done;
}

function describe(error: unknown): string {
  if (error instanceof AppError) return `${error.code} ${JSON.stringify(error.data)}`;
  return error instanceof Error ? error.message : String(error);
}

/** Waits until `look` answers something, looking every 20 ms. */
export async function until<T>(what: string, seconds: number, look: () => Promise<T | undefined | false>): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
