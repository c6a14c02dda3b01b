import type { Database as Raw } from 'better-sqlite3';

export type LedgerVerdict = {
  ok: boolean;
  movements: number;
  balances: number;
  firstBad: { lotId: string; locationId: string; onHand: number; sum: number } | null;
};

/** Balance and ledger say the same for every lot at every place; the first that differs is named. */
export function verifyLedger(raw: Raw): LedgerVerdict {
  const count = (table: 'stock_movement' | 'stock_balance') => raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  const firstBad = raw
    .prepare(
      `WITH ledger AS (SELECT lot_id, location_id, sum(quantity) AS total FROM stock_movement GROUP BY lot_id, location_id)
       SELECT coalesce(b.lot_id, m.lot_id) AS lotId, coalesce(b.location_id, m.location_id) AS locationId,
              coalesce(b.on_hand, 0) AS onHand, coalesce(m.total, 0) AS sum
       FROM ledger m FULL JOIN stock_balance b ON b.lot_id = m.lot_id AND b.location_id = m.location_id
       WHERE coalesce(b.on_hand, 0) <> coalesce(m.total, 0) LIMIT 1`,
    )
    .get() as LedgerVerdict['firstBad'] | undefined;
  return { ok: firstBad === undefined, movements: count('stock_movement'), balances: count('stock_balance'), firstBad: firstBad ?? null };
}
