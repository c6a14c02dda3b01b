import { hash, verify } from '@node-rs/argon2';

/** What one guess costs: `memory` in KiB, gone over `passes` times. */
export type HashCost = { memory: number; passes: number };
export type HashCosts = Readonly<Record<keyof typeof hashCosts, HashCost>>;

/**
 * The one place where costs stand. Each hash carries its own, so a change counts for new ones, and older passwords are
 * hashed anew when their owner next signs in. Least by OWASP, Password Storage Cheat Sheet: 19 MiB and 2 passes.
 */
export const hashCosts = {
  /** 0.3 to 0.8 s for signing in, on two cores of 2026; twice as much memory would leave a computer of 4 GB short */
  password: { memory: 128 * 1024, passes: 10 },
  /** under 0.1 s: to come back to a locked screen, five tries a session */
  pin: { memory: 64 * 1024, passes: 3 },
  /** a backup code is 50 random bits, so that the least is enough */
  backupCode: { memory: 19 * 1024, passes: 2 },
} as const satisfies Record<string, HashCost>;

const argon2id = 2; // Algorithm.Argon2id is a const enum, which plain Node cannot import

/** argon2id as a PHC string, which carries its own salt and cost. */
export function hashPassword(text: string, { memory, passes }: HashCost): Promise<string> {
  return hash(text.normalize('NFKC'), { algorithm: argon2id, memoryCost: memory, timeCost: passes, parallelism: 1 });
}

/** False for a wrong password and for a hash that is none: a damaged row lets nobody in. */
export async function verifyPassword(phc: string, text: string): Promise<boolean> {
  try {
    return await verify(phc, text.normalize('NFKC'));
  } catch {
    return false;
  }
}

/** Whether a hash was made at less than this cost. */
export function isCheaper(phc: string, { memory, passes }: HashCost): boolean {
  const [, found, times] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/.exec(phc) ?? [];
  return Number(found ?? 0) < memory || Number(times ?? 0) < passes;
}
