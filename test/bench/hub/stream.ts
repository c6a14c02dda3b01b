import type { Row } from '../../../sync/protocol/messages.ts';
import { quantile } from '../quantiles.ts';
import { pause, round } from '../processes.ts';
import { aLevelOf, numberOf } from './changes.ts';
import type { Connected } from './clinic.ts';

const tickMs = 10;

/** Of one stream: what was told, what arrived where, and after how long. */
export type Streamed = {
  seconds: number;
  changes: number;
  acknowledged: number;
  deliveries: number;
  /** milliseconds from the moment at which a facility sends a change to the one at which another holds it */
  visible: { p50: number; p99: number; most: number };
  acknowledgedMs: { p50: number; p99: number };
};

/** From one facility to the next: somewhere else in the country. Prime, so that all of them have their turn. */
const stride = 7919;

/** So many changes a second, each a frame of its own, from the facilities in turn, now here, now there. */
export function createStream() {
  let sentAt: number[] = [];
  let first = 0;
  let next = 0;
  let took: number[] = [];

  return {
    /** To be called with what each facility reads. */
    onRows: (rows: readonly Row[]): void => {
      const now = performance.now();
      for (const { kind, payload } of rows) {
        if (kind !== 'stock.level') continue;
        const sent = sentAt[numberOf(payload) - first];
        if (sent !== undefined) took.push(now - sent);
      }
    },
    /** @param settleMs how long is waited at the end for what is still under way */
    async run(sources: readonly Connected[], perSecond: number, seconds: number, settleMs = 1500): Promise<Streamed> {
      first = next;
      sentAt = [];
      took = [];
      const acks: number[] = [];
      const began = performance.now();
      const all = perSecond * seconds;
      for (let sent = 0; sent < all;) {
        const due = Math.min(all, Math.floor(((performance.now() - began) / 1000) * perSecond) + 1);
        for (; sent < due; sent++) {
          const at = performance.now();
          sentAt.push(at);
          const change = aLevelOf(next++);
          sources[(sent * stride) % sources.length]!.push([change]).then(
            () => acks.push(performance.now() - at),
            () => undefined,
          );
        }
        await pause(tickMs);
      }
      const lasted = (performance.now() - began) / 1000;
      await pause(settleMs);
      const sorted = {
        p50: round(quantile(took, 0.5), 0),
        p99: round(quantile(took, 0.99), 0),
        most: round(
          took.reduce((a, b) => Math.max(a, b), 0),
          0,
        ),
      };
      return {
        seconds: round(lasted),
        changes: all,
        acknowledged: acks.length,
        deliveries: took.length,
        visible: sorted,
        acknowledgedMs: { p50: round(quantile(acks, 0.5), 0), p99: round(quantile(acks, 0.99), 0) },
      };
    },
  };
}
