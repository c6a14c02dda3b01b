import { daysBetween } from '../../preload/contract/dates.ts';
import type { SupplierFigures } from '../../preload/contract/suppliers.ts';

/** An order that was sent, and what came of it. Quantities in dispensing units. */
export type SentOrder = {
  sentOn: string;
  /** nothing more is expected: received or closed */
  isOver: boolean;
  lines: readonly { ordered: number; received: number; lastReceivedOn: string | null }[];
};

/**
 * Lead time: days from the day the order was sent to the day the line was last delivered to, one observation a line.
 * Fill rate: what came of what was ordered, over orders that are over; what came beyond the order does not make up for another line.
 * Source: USAID | DELIVER PROJECT, The Logistics Handbook, 2nd edition (2011): lead time between ordering and receipt; supplier fill rate.
 */
export function measure(orders: readonly SentOrder[]): SupplierFigures {
  const days = orders
    .flatMap(({ sentOn, lines }) =>
      lines.flatMap((line) =>
        line.received > 0 && line.lastReceivedOn !== null ? [Math.max(0, daysBetween(sentOn, line.lastReceivedOn))] : [],
      ),
    )
    .sort((a, b) => a - b);
  const over = orders.filter(({ isOver }) => isOver);
  const lines = over.flatMap((order) => order.lines);
  const ordered = lines.reduce((sum, line) => sum + line.ordered, 0);
  const received = lines.reduce((sum, line) => sum + Math.min(line.received, line.ordered), 0);
  return {
    orders: orders.length,
    deliveries: days.length,
    leadTimeP50: percentile(days, 0.5),
    leadTimeP90: percentile(days, 0.9),
    finished: over.length,
    fillRate: ordered === 0 ? null : received / ordered,
  };
}

/** Nearest rank: a value that was measured, never one between two. `sorted` ascending. Source: Hyndman and Fan (1996), definition 1. */
export function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
