import type { Database as Raw } from 'better-sqlite3';
import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Database } from '../schema/index.ts';
import { prepared } from '../statements.ts';

export function findItem(db: Kysely<Database>, id: string) {
  return db.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findStore(db: Kysely<Database>) {
  return db
    .selectFrom('location')
    .selectAll()
    .where('kind', '=', 'store')
    .where('is_active', '=', 1)
    .orderBy('id')
    .executeTakeFirstOrThrow();
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
  return listLotsAt(db, itemId).where('p.is_dispensable', '=', 1).execute();
}

/** The same at one place, whether medicines are handed out there or not. */
export function listLotsOf(db: Kysely<Database>, itemId: string, locationId: string) {
  return listLotsAt(db, itemId).where('b.location_id', '=', locationId).execute();
}

function listLotsAt(db: Kysely<Database>, itemId: string) {
  return db
    .selectFrom('stock_balance as b')
    .innerJoin('item as i', 'i.id', 'b.item_id')
    .innerJoin('lot as l', 'l.id', 'b.lot_id')
    .innerJoin('location as p', 'p.id', 'b.location_id')
    .where('b.item_id', '=', itemId)
    .where('b.on_hand', '>', 0)
    .select((eb) => [
      'b.lot_id as lotId',
      'b.location_id as locationId',
      'l.lot_number as lotNumber',
      'l.expiry',
      'l.status',
      'b.on_hand as onHand',
      eb.fn.coalesce('l.pack_size', 'i.pack_size').as('packSize'),
      reservedOf(eb),
    ]);
}

/** Dispensing units of a lot at a place that are kept back for somebody. */
const reservedOf = (eb: ExpressionBuilder<Database & { b: Database['stock_balance'] }, 'b'>) =>
  eb
    .selectFrom('stock_reservation as s')
    .whereRef('s.lot_id', '=', 'b.lot_id')
    .whereRef('s.location_id', '=', 'b.location_id')
    .whereRef('s.item_id', '=', 'b.item_id')
    .where('s.released_at', 'is', null)
    .select((sum) => sum.fn.coalesce(sum.fn.sum<number>('s.quantity'), sum.val(0)).as('reserved'))
    .$asScalar()
    .$notNull()
    .as('reserved');

export function listLots(db: Kysely<Database>, itemId: string) {
  return db
    .selectFrom('lot as l')
    .innerJoin('item as i', 'i.id', 'l.item_id')
    .innerJoin('stock_balance as b', 'b.lot_id', 'l.id')
    .innerJoin('location as p', 'p.id', 'b.location_id')
    .where('l.item_id', '=', itemId)
    .orderBy((eb) => eb.fn.coalesce('l.expiry', eb.val('9999')))
    .orderBy('l.lot_number')
    .orderBy('p.name')
    .select((eb) => [
      'l.id as lotId',
      'l.lot_number as lotNumber',
      'l.expiry',
      'l.status',
      'b.location_id as locationId',
      'p.name as locationName',
      'p.kind as locationKind',
      'p.is_dispensable as isDispensable',
      'b.on_hand as onHand',
      'b.value',
      eb.fn.coalesce('l.pack_size', 'i.pack_size').as('packSize'),
      reservedOf(eb),
    ])
    .execute();
}

/** Why lots of an item are not to be used, as long as it holds. */
export function listOpenHolds(db: Kysely<Database>, itemId: string) {
  return db
    .selectFrom('lot_hold as h')
    .innerJoin('lot as l', 'l.id', 'h.lot_id')
    .leftJoin('practitioner as p', 'p.id', 'h.held_by')
    .where('l.item_id', '=', itemId)
    .where('h.released_at', 'is', null)
    .orderBy('h.held_at')
    .select((eb) => [
      'h.lot_id as lotId',
      'h.status',
      'h.reason',
      'h.held_at as heldAt',
      'h.ref_id as refId',
      eb.fn.coalesce('p.display_name', eb.val('')).as('by'),
    ])
    .execute();
}

/**
 * Newest first, each with the balance after it, of the item or of one place. `from` and `to` (days, inclusive) choose what is shown; the
 * balances are those of the whole ledger, in the order of when things happened, whenever they were written down.
 */
export function listMovements(
  db: Kysely<Database>,
  of: { itemId: string; locationId?: string | undefined; from?: string | undefined; to?: string | undefined },
  limit: number,
) {
  const { itemId, locationId, from, to } = of;
  const run = db
    .selectFrom('stock_movement as m')
    .innerJoin('valued_movement as v', 'v.id', 'm.id')
    .where('m.item_id', '=', itemId)
    .$if(locationId !== undefined, (query) => query.where('m.location_id', '=', locationId ?? ''))
    .select((eb) => [
      'm.id',
      sql<number>`m.rowid`.as('written'),
      'v.value',
      eb.fn
        .sum<number>('m.quantity')
        .over((over) => over.orderBy('m.moved_at').orderBy(sql`m.rowid`))
        .as('balanceAfter'),
      eb.fn
        .sum<number>('v.value')
        .over((over) => over.orderBy('m.moved_at').orderBy(sql`m.rowid`))
        .as('valueAfter'),
    ])
    .as('run');
  return db
    .selectFrom(run)
    .innerJoin('stock_movement as m', 'm.id', 'run.id')
    .innerJoin('lot as l', 'l.id', 'm.lot_id')
    .innerJoin('location as w', 'w.id', 'm.location_id')
    .leftJoin('practitioner as p', 'p.id', 'm.recorded_by')
    .leftJoin('stock_movement as r', 'r.reverses_id', 'm.id')
    .$if(from !== undefined, (query) => query.where('m.local_date', '>=', from ?? ''))
    .$if(to !== undefined, (query) => query.where('m.local_date', '<=', to ?? ''))
    .orderBy('m.moved_at', 'desc')
    .orderBy('run.written', 'desc')
    .limit(limit)
    .select((eb) => [
      'm.id',
      'm.moved_at as movedAt',
      'm.recorded_at as recordedAt',
      'm.local_date as localDate',
      'm.reason',
      'm.quantity',
      'run.value',
      'l.lot_number as lotNumber',
      'w.name as locationName',
      'm.note',
      'm.reverses_id as reversesId',
      'r.id as reversedBy',
      eb.fn.coalesce('p.display_name', eb.val('')).as('by'),
      'run.balanceAfter',
      'run.valueAfter',
    ])
    .execute();
}

/** On hand and its value at the end of a day, minor units. */
export function readHeldOf(
  raw: Raw,
  { itemId, locationId = null, through }: { itemId: string; locationId?: string | null | undefined; through: string },
): { onHand: number; value: number } {
  const sql = `SELECT coalesce(sum(quantity), 0) AS onHand, coalesce(sum(value), 0) AS value FROM valued_movement
               WHERE item_id = :itemId AND local_date <= :through AND (:locationId IS NULL OR location_id = :locationId)`;
  return prepared(raw, sql).get({ itemId, locationId, through }) as { onHand: number; value: number };
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
          WHERE b.item_id = i.id AND b.on_hand > 0 AND l.status = 'active' AND l.expiry >= :today) AS usableExpiry
  FROM item i`;

export function readStockLine(raw: Raw, itemId: string, at: { today: string }): StockLine | undefined {
  return prepared(raw, `${stockLines} WHERE i.id = :itemId`).get({ ...at, itemId }) as StockLine | undefined;
}

/** All items whose name has the words, by name. */
export function listStockLines(raw: Raw, at: { today: string }, words: readonly string[]): StockLine[] {
  const filters = words.map((_, n) => `i.sort_name LIKE '%' || :w${n} || '%'`);
  const where = filters.length === 0 ? '' : ` WHERE ${filters.join(' AND ')}`;
  const named = Object.fromEntries(words.map((word, n) => [`w${n}`, word]));
  return prepared(raw, `${stockLines}${where} ORDER BY i.sort_name`).all({ ...at, ...named }) as StockLine[];
}

/** Items whose product names this ingredient, by name. */
export function listStockLinesWith(raw: Raw, at: { today: string }, inn: string): StockLine[] {
  return prepared(
    raw,
    `${stockLines} WHERE EXISTS (SELECT 1 FROM json_each(i.product, '$.ingredients') g WHERE lower(json_extract(g.value, '$.inn')) = :inn) ORDER BY i.sort_name`,
  ).all({ ...at, inn: inn.toLowerCase() }) as StockLine[];
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
