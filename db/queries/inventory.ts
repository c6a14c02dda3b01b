import type { Database as Raw } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';
import { prepared } from '../statements.ts';

export function findItem(db: Kysely<Database>, id: string) {
  return db.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findStore(db: Kysely<Database>) {
  return db.selectFrom('location').selectAll().where('kind', '=', 'store').orderBy('id').executeTakeFirstOrThrow();
}

export function findLot(db: Kysely<Database>, at: { itemId: string; lotNumber: string; expiry: string | null }) {
  return db
    .selectFrom('lot')
    .selectAll()
    .where('item_id', '=', at.itemId)
    .where('lot_number', '=', at.lotNumber)
    .where('expiry', at.expiry === null ? 'is' : '=', at.expiry)
    .executeTakeFirst();
}

/** Every lot of an item that stands where medicines are handed out, whatever its state: FEFO decides, and says why not. */
export function listLotsToPick(db: Kysely<Database>, itemId: string) {
  return db
    .selectFrom('stock_balance as b')
    .innerJoin('lot as l', 'l.id', 'b.lot_id')
    .innerJoin('location as p', 'p.id', 'b.location_id')
    .where('b.item_id', '=', itemId)
    .where('b.on_hand', '>', 0)
    .where('p.is_dispensable', '=', 1)
    .select([
      'b.lot_id as lotId',
      'b.location_id as locationId',
      'l.lot_number as lotNumber',
      'l.expiry',
      'l.status',
      'b.on_hand as onHand',
    ])
    .execute();
}

export function listLots(db: Kysely<Database>, itemId: string) {
  return db
    .selectFrom('lot as l')
    .innerJoin('stock_balance as b', 'b.lot_id', 'l.id')
    .innerJoin('location as p', 'p.id', 'b.location_id')
    .where('l.item_id', '=', itemId)
    .orderBy((eb) => eb.fn.coalesce('l.expiry', eb.val('9999')))
    .orderBy('l.lot_number')
    .select([
      'l.id as lotId',
      'l.lot_number as lotNumber',
      'l.expiry',
      'l.status',
      'b.location_id as locationId',
      'p.name as locationName',
      'b.on_hand as onHand',
    ])
    .execute();
}

/** Newest first, each with the item's balance after it. */
export function listMovements(db: Kysely<Database>, itemId: string, limit: number) {
  return db
    .selectFrom('stock_movement as m')
    .innerJoin('lot as l', 'l.id', 'm.lot_id')
    .leftJoin('practitioner as p', 'p.id', 'm.recorded_by')
    .leftJoin('stock_movement as r', 'r.reverses_id', 'm.id')
    .where('m.item_id', '=', itemId)
    .orderBy('m.moved_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(limit)
    .select((eb) => [
      'm.id',
      'm.moved_at as movedAt',
      'm.local_date as localDate',
      'm.reason',
      'm.quantity',
      'l.lot_number as lotNumber',
      'm.note',
      'm.reverses_id as reversesId',
      'r.id as reversedBy',
      eb.fn.coalesce('p.display_name', eb.val('')).as('by'),
      eb.fn
        .sum<number>('m.quantity')
        .over((over) => over.orderBy('m.moved_at').orderBy('m.id'))
        .as('balanceAfter'),
    ])
    .execute();
}

export function findMovement(db: Kysely<Database>, id: string) {
  return db.selectFrom('stock_movement').selectAll().where('id', '=', id).executeTakeFirst();
}

export type StockLine = {
  itemId: string;
  name: string;
  form: string;
  unit: string;
  packSize: number;
  atc: string | null;
  product: string;
  productKey: string;
  onHand: number;
  usable: number;
  reorderLevel: number;
  /** of all that lies on the shelf: in the past where something expired still does */
  nearestExpiry: string | null;
  usableExpiry: string | null;
  isControlled: 0 | 1;
  isColdChain: 0 | 1;
  consumed: number;
  firstDay: string | null;
};

const stockLines = `
  SELECT i.id AS itemId, i.name, i.form, i.unit, i.pack_size AS packSize, i.atc, i.product, i.product_key AS productKey, i.reorder_level AS reorderLevel,
         i.is_controlled AS isControlled, i.is_cold_chain AS isColdChain,
         coalesce((SELECT sum(on_hand) FROM stock_balance WHERE item_id = i.id), 0) AS onHand,
         coalesce((SELECT sum(max(0, b.on_hand - coalesce((SELECT sum(r.quantity) FROM stock_reservation r WHERE r.item_id = i.id AND r.lot_id = b.lot_id
                                                       AND r.location_id = b.location_id AND r.released_at IS NULL), 0)))
                   FROM stock_balance b JOIN lot l ON l.id = b.lot_id JOIN location p ON p.id = b.location_id
                   WHERE b.item_id = i.id AND b.on_hand > 0 AND l.status = 'active' AND p.is_dispensable = 1
                     AND (l.expiry IS NULL OR l.expiry >= :today)), 0) AS usable,
         (SELECT min(l.expiry) FROM stock_balance b JOIN lot l ON l.id = b.lot_id WHERE b.item_id = i.id AND b.on_hand > 0) AS nearestExpiry,
         (SELECT min(l.expiry) FROM stock_balance b JOIN lot l ON l.id = b.lot_id
          WHERE b.item_id = i.id AND b.on_hand > 0 AND l.status = 'active' AND l.expiry >= :today) AS usableExpiry,
         coalesce((SELECT -sum(quantity) FROM stock_movement WHERE item_id = i.id AND local_date >= :from AND local_date < :to AND reason = 'dispense'), 0)
         - coalesce((SELECT sum(m.quantity) FROM stock_movement m JOIN stock_movement o ON o.id = m.reverses_id
                   WHERE m.item_id = i.id AND m.reason = 'reversal' AND o.reason = 'dispense' AND o.local_date >= :from AND o.local_date < :to), 0) AS consumed,
         (SELECT min(local_date) FROM stock_movement WHERE item_id = i.id) AS firstDay
  FROM item i`;

/** One item's line; `from` to `to` (exclusive) is the window of consumption. */
export function readStockLine(raw: Raw, itemId: string, at: { today: string; from: string; to: string }): StockLine | undefined {
  return prepared(raw, `${stockLines} WHERE i.id = :itemId`).get({ ...at, itemId }) as StockLine | undefined;
}

/** All items whose name has the words, by name. */
export function listStockLines(raw: Raw, at: { today: string; from: string; to: string }, words: readonly string[]): StockLine[] {
  const filters = words.map((_, n) => `i.sort_name LIKE '%' || :w${n} || '%'`);
  const where = filters.length === 0 ? '' : ` WHERE ${filters.join(' AND ')}`;
  const named = Object.fromEntries(words.map((word, n) => [`w${n}`, word]));
  return prepared(raw, `${stockLines}${where} ORDER BY i.sort_name`).all({ ...at, ...named }) as StockLine[];
}

/** Items with a lot on the shelf whose printed day is over. */
export function listItemsWithExpired(db: Kysely<Database>, today: string) {
  return db
    .selectFrom('stock_balance as b')
    .innerJoin('lot as l', 'l.id', 'b.lot_id')
    .where('b.on_hand', '>', 0)
    .where('l.expiry', '<', today)
    .select('b.item_id as itemId')
    .distinct()
    .execute();
}
