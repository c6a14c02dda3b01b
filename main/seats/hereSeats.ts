import { newToken, sameSecret, sha256Hex } from '../../sync/security/tokens.ts';
import { makeContext, type Seat } from '../facility/context.ts';
import type { Host } from '../facility/host.ts';
import { findByToken, findSeat, isRevoked, keepSeat } from './registry.ts';

const linkMinutes = 2;

type Fresh = { seatId: string; name: string };

/**
 * Browsers on this computer: a sign-in link's secret works once, for two minutes, and becomes a token. Tokens are kept with the facility, so
 * that they outlive this process; before there is a facility, and over a restore, this process remembers those it gave.
 */
export class HereSeats {
  readonly #host: Host;
  readonly #links = new Map<string, number>(); // SHA-256 of the secret -> until when, in ms
  readonly #fresh = new Map<string, Fresh>(); // SHA-256 of the token
  readonly #stopListening: () => void;
  #work: Promise<void> = Promise.resolve();

  constructor(host: Host) {
    this.#host = host;
    this.#stopListening = host.onNews((news) => {
      if (news === 'status' && this.#isOpen()) void this.#keepLater();
    });
  }

  newLinkSecret(): string {
    const secret = newToken();
    this.#links.set(sha256Hex(secret), Date.now() + linkMinutes * 60_000);
    return secret;
  }

  /** The token for the link's secret, or nothing. */
  async redeem(secret: string, name: string): Promise<string | undefined> {
    const hash = sha256Hex(secret);
    const found = [...this.#links].find(([each]) => sameSecret(each, hash));
    if (found) this.#links.delete(found[0]); // once, right or late
    if (!found || found[1] < Date.now()) return undefined;
    const token = newToken();
    this.#fresh.set(sha256Hex(token), { seatId: this.#host.newId(), name });
    if (this.#isOpen()) await this.#keepLater();
    return token;
  }

  seatIdOf(token: string): string | undefined {
    const hash = sha256Hex(token);
    const fresh = this.#fresh.get(hash)?.seatId;
    if (!this.#isOpen()) return fresh;
    const facility = this.#host.open();
    if (fresh !== undefined) return isRevoked(facility, fresh) ? undefined : fresh;
    return findByToken(facility, hash, 'here')?.id;
  }

  close(): void {
    this.#stopListening();
  }

  /** One after the other, so that none is kept twice. */
  #keepLater(): Promise<void> {
    this.#work = this.#work.then(() => this.#keep()).catch((error: unknown) => this.#host.log.warn({ err: error }, 'a seat was not kept'));
    return this.#work;
  }

  async #keep(): Promise<void> {
    if (!this.#isOpen()) return;
    const facility = this.#host.open();
    for (const [tokenHash, { seatId, name }] of this.#fresh) {
      if (findSeat(facility, seatId)) continue;
      await keepSeat(makeContext(facility, serve), { id: seatId, kind: 'browser', reach: 'here', name, tokenHash }, null);
    }
  }

  #isOpen(): boolean {
    return this.#host.status(serve).state === 'open';
  }
}

const serve: Seat = { id: 'serve', kind: 'command', user: null };
