import type { Database as Raw } from 'better-sqlite3';

/** What is wrong: with a sum, a movement, or two that belong together. */
export type LedgerFault = 'balance' | 'value' | 'direction' | 'under-zero' | 'reversal' | 'move';
export type LedgerVerdict = {
  ok: boolean;
  movements: number;
  balances: number;
  /** of all that is on hand, minor units */
  value: number;
  firstBad: { what: LedgerFault; lotId: string; locationId: string; movementId: string | null; found: number; expected: number } | null;
};

/** Each answers the first place where it does not hold; quantities in dispensing units, values in minor units. */
const checks: Readonly<Record<LedgerFault, string>> = {
  /** what lies there is the sum of what came and went */
  balance: `
    WITH ledger AS (SELECT lot_id, location_id, sum(quantity) AS total FROM stock_movement GROUP BY lot_id, location_id)
    SELECT coalesce(b.lot_id, m.lot_id) AS lotId, coalesce(b.location_id, m.location_id) AS locationId, NULL AS movementId,
           coalesce(b.on_hand, 0) AS found, coalesce(m.total, 0) AS expected
    FROM ledger m FULL JOIN stock_balance b ON b.lot_id = m.lot_id AND b.location_id = m.location_id
    WHERE coalesce(b.on_hand, 0) <> coalesce(m.total, 0) LIMIT 1`,
  /** so is its value, and nothing is worth nothing */
  value: `
    WITH ledger AS (SELECT lot_id, location_id, sum(quantity) AS units, sum(value) AS total FROM valued_movement GROUP BY lot_id, location_id)
    SELECT m.lot_id AS lotId, m.location_id AS locationId, NULL AS movementId, b.value AS found,
           CASE WHEN b.on_hand = 0 THEN 0 ELSE m.total END AS expected
    FROM ledger m JOIN stock_balance b ON b.lot_id = m.lot_id AND b.location_id = m.location_id
    WHERE b.value <> m.total OR b.value < 0 OR (m.units = 0 AND m.total <> 0) LIMIT 1`,
  direction: `
    SELECT m.lot_id AS lotId, m.location_id AS locationId, m.id AS movementId, m.quantity AS found, r.direction AS expected
    FROM stock_movement m JOIN movement_reason r ON r.code = m.reason
    WHERE r.direction * m.quantity < 0 OR m.value * r.direction < 0 LIMIT 1`,
  /** at no time less than nothing lay there, in the order of when things happened */
  'under-zero': `
    SELECT lotId, locationId, movementId, balance AS found, 0 AS expected FROM (
      SELECT lot_id AS lotId, location_id AS locationId, id AS movementId, value,
             sum(quantity) OVER (PARTITION BY lot_id, location_id ORDER BY moved_at, rowid) AS balance
      FROM stock_movement)
    WHERE balance < 0 AND value IS NOT NULL LIMIT 1`, // before values were kept a clock set back could bring them out of order
  /** the opposite of one movement that was none itself, of the same lot at the same place */
  reversal: `
    SELECT r.lot_id AS lotId, r.location_id AS locationId, r.id AS movementId, r.quantity AS found, -o.quantity AS expected
    FROM valued_movement r JOIN valued_movement o ON o.id = r.reverses_id
    WHERE r.quantity <> -o.quantity OR r.lot_id <> o.lot_id OR r.location_id <> o.location_id OR r.item_id <> o.item_id
       OR o.reverses_id IS NOT NULL OR r.value * r.quantity < 0
       OR (o.quantity < 0 AND o.reason <> 'move-out' AND r.value <> -o.value) LIMIT 1`,
  /** what left one place came to another with all its value, and both were taken back or neither */
  move: `
    SELECT m.lot_id AS lotId, min(m.location_id) AS locationId, min(m.id) AS movementId, sum(m.quantity + coalesce(r.quantity, 0)) AS found, 0 AS expected
    FROM valued_movement m LEFT JOIN valued_movement r ON r.reverses_id = m.id
    WHERE m.reason IN ('move-in', 'move-out')
    GROUP BY m.ref_id, m.lot_id
    HAVING sum(m.quantity) <> 0 OR sum(m.value) <> 0 OR sum(coalesce(r.quantity, 0)) <> 0 OR sum(coalesce(r.value, 0)) <> 0 LIMIT 1`,
};

/** The ledger proves itself: the first thing that does not hold is named. A file from before values were kept has sums and nothing else. */
export function verifyLedger(raw: Raw): LedgerVerdict {
  const pluck = (sql: string) => raw.prepare(sql).pluck().get() as number;
  const hasValues = pluck(`SELECT count(*) FROM sqlite_schema WHERE name = 'valued_movement'`) > 0;
  const names = hasValues ? (Object.keys(checks) as LedgerFault[]) : (['balance'] as const);
  let firstBad: LedgerVerdict['firstBad'] = null;
  for (const what of names) {
    const bad = raw.prepare(checks[what]).get() as Omit<NonNullable<LedgerVerdict['firstBad']>, 'what'> | undefined;
    if (bad) firstBad ??= { what, ...bad };
  }
  return {
    ok: firstBad === null,
    movements: pluck('SELECT count(*) FROM stock_movement'),
    balances: pluck('SELECT count(*) FROM stock_balance'),
    value: hasValues ? pluck('SELECT coalesce(sum(value), 0) FROM stock_balance') : 0,
    firstBad,
  };
}
