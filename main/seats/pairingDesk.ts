import { randomBytes } from 'node:crypto';
import { pairingSigns, readPairingCode, toSigns } from '../../preload/contract/pairingCode.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { typedSigns } from '../../preload/contract/recoveryKey.ts';
import { sameSecret, sha256Hex } from '../../sync/security/tokens.ts';

const minutes = 10;
/** 40 random bits: one guess in 10^11 while it stands. */
const triesInAll = 20;
const longestWaitMs = 60_000;

type Open = { hash: string; by: string; untilMs: number; wrong: number };

/** The one code that may be open at a time: for one computer, for ten minutes, in memory only. */
export class PairingDesk {
  #open: Open | undefined;
  readonly #waits = new Map<string, { wrong: number; untilMs: number }>();

  /** `by`: the administrator who makes it. Answers the secret in signs. */
  begin(by: string, nowMs: number): { secret: string; untilMs: number } {
    const secret = toSigns(randomBytes(5), pairingSigns.secret);
    const untilMs = nowMs + minutes * 60_000;
    this.#open = { hash: sha256Hex(secret), by, untilMs, wrong: 0 };
    this.#waits.clear();
    return { secret, untilMs };
  }

  cancel(): void {
    this.#open = undefined;
  }

  /** Spends the code. `from`: the network address, which waits longer after each wrong try. @throws 'seat.code_refused', 'seat.too_many_tries' */
  spend(typed: string, from: string, nowMs: number): { by: string } {
    const wait = this.#waits.get(from);
    if (wait && wait.untilMs > nowMs) throw new AppError('seat.too_many_tries', { seconds: Math.ceil((wait.untilMs - nowMs) / 1000) });
    const secret = readPairingCode(typed)?.secret ?? typedSigns(typed.slice(0, 100));
    const open = this.#open && this.#open.untilMs > nowMs ? this.#open : undefined;
    if (open && sameSecret(open.hash, sha256Hex(secret))) {
      this.#open = undefined;
      return { by: open.by };
    }
    const wrong = (wait?.wrong ?? 0) + 1;
    this.#waits.set(from, { wrong, untilMs: nowMs + Math.min(longestWaitMs, 1000 * 2 ** (wrong - 1)) });
    if (open && ++open.wrong >= triesInAll) this.#open = undefined;
    if (this.#waits.size > 1000) this.#waits.clear(); // addresses are cheap to an attacker: the tries in all hold
    throw new AppError('seat.code_refused');
  }
}
