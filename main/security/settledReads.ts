import { audit } from '../../db/write.ts';
import { type Context, inTransaction } from '../facility/context.ts';

const againAfterMs = 10 * 60_000;

type Waiting = { ctx: Context; method: string; ids: readonly string[]; timer: NodeJS.Timeout };

/**
 * One audit row for a search or list that has settled, with its ids; a letter typed on the way there is none, and neither is a list
 * that stays open and is read again with the same people.
 */
export class SettledReads {
  readonly #waiting = new Map<string, Waiting>();
  /** what each seat was last shown, and when that was written */
  readonly #written = new Map<string, { shown: string; at: number }>();
  readonly #milliseconds: number;

  constructor(milliseconds = 2000) {
    this.#milliseconds = milliseconds;
  }

  noteSearch(ctx: Context, method: string, ids: readonly string[]): void {
    const key = `${ctx.seat.id} ${method}`;
    clearTimeout(this.#waiting.get(key)?.timer);
    const timer = setTimeout(() => void this.#write(key), this.#milliseconds);
    timer.unref();
    this.#waiting.set(key, { ctx, method, ids, timer });
  }

  /** Before the facility closes: what was read is told. */
  async flush(): Promise<void> {
    for (const key of this.#waiting.keys()) await this.#write(key);
  }

  async #write(key: string): Promise<void> {
    const waiting = this.#waiting.get(key);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(key);
    if (waiting.ids.length === 0) return;
    const shown = `${waiting.ctx.user.userId} ${waiting.ids.toSorted().join(' ')}`;
    const at = Date.parse(waiting.ctx.now());
    const before = this.#written.get(key);
    if (before?.shown === shown && Math.abs(at - before.at) < againAfterMs) return;
    this.#written.set(key, { shown, at });
    await inTransaction(waiting.ctx, (ctx) =>
      audit(ctx, { action: 'search', resource: waiting.method, resourceId: '', body: { ids: waiting.ids } }),
    );
  }
}
