import { audit } from '../../db/write.ts';
import { type Context, inTransaction } from '../facility/context.ts';

type Waiting = { ctx: Context; method: string; ids: readonly string[]; timer: NodeJS.Timeout };

/** One audit row for a search or list that has settled, with its ids; a letter typed on the way there is none. */
export class SettledReads {
  readonly #waiting = new Map<string, Waiting>();
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
    await inTransaction(waiting.ctx, (ctx) =>
      audit(ctx, { action: 'search', resource: waiting.method, resourceId: '', body: { ids: waiting.ids } }),
    );
  }
}
