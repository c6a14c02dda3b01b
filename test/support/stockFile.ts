import { migrate } from '../../db/migrate.ts';
import { openMemoryDatabase } from '../../db/open.ts';

/** A movement as it stands in the ledger: lot and place by number, dispensing units. */
export type Moved = { lot: number; place: number; quantity: number; reason: string; day: string; reverses?: number };

/** A ledger in memory with items written straight into it: for histories that would take hours through the dispatcher. */
export function stockFile(items = 1) {
  const { raw } = openMemoryDatabase();
  migrate(raw);
  raw.pragma('foreign_keys = OFF'); // recorded_by and the like lead nowhere here
  for (let n = 0; n < items; n++)
    raw
      .prepare(
        `INSERT INTO item (id, name, sort_name, form, unit, pack_size, product, product_key, created_at)
         VALUES (?, ?, ?, 'tablet', 'tablet', 100, '{}', ?, '2026-01-01T00:00:00.000Z')`,
      )
      .run(`i${n}`, `Item ${n}`, `item ${n}`, `key ${n}`);
  raw.exec(`INSERT INTO location (id, name, kind, is_dispensable) VALUES ('p0', 'Store', 'store', 1), ('p1', 'Shelf', 'shelf', 1), ('p2', 'Quarantine', 'quarantine', 0)`);
  let count = 0;
  const insert = raw.prepare(
    `INSERT INTO stock_movement (id, item_id, lot_id, location_id, quantity, reason, reverses_id, moved_at, recorded_at, local_date, recorded_by, value)
     VALUES (:id, :item, :lot, :place, :quantity, :reason, :reverses, :at, :at, :day, 'u', 0)`,
  );
  return {
    raw,
    /** what is written meanwhile is gone afterwards */
    aside: <T>(work: () => T): T => {
      raw.exec('BEGIN');
      try {
        return work();
      } finally {
        raw.exec('ROLLBACK');
      }
    },
    lot: (id: string, expiry: string | null, item = 'i0') =>
      void raw.prepare(`INSERT INTO lot (id, item_id, lot_number, expiry, created_at) VALUES (?, ?, ?, ?, '2026-01-01T00:00:00.000Z')`).run(id, item, id, expiry),
    move: ({ lot, place, quantity, reason, day, reverses }: Moved, item = 'i0'): number => {
      const id = count++;
      insert.run({ id: `m${id}`, item, lot: `l${lot}`, place: `p${place}`, quantity, reason, reverses: reverses === undefined ? null : `m${reverses}`, at: `${day}T09:00:00.000Z`, day });
      return id;
    },
    ask: (asked: number, given: number, day: string, ask: string | null = null, item = 'i0') =>
      void raw
        .prepare(`INSERT INTO demand_event (id, item_id, medicine, asked, given, local_date, why, recorded_at, ask) VALUES (?, ?, 'x', ?, ?, ?, 'partly', ?, ?)`)
        .run(`d${count++}`, item, asked, given, day, `${day}T09:00:00.000Z`, ask),
  };
} // prettier-ignore
