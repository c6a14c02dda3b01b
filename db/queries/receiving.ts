import type { Database as Raw } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Database, Row } from '../schema/index.ts';
import { prepared } from '../statements.ts';

export type LineWithItem = Row<'goods_receipt_line'> & {
  item_name: string | null;
  item_form: string | null;
  item_unit: string | null;
  is_cold_chain: number | null;
  serials: number;
};

/** What stands on a receipt, in the order in which it was counted. */
export function listReceiptLines(raw: Raw, receiptId: string): LineWithItem[] {
  return prepared(
    raw,
    `SELECT l.*, i.name AS item_name, i.form AS item_form, i.unit AS item_unit, i.is_cold_chain,
            (SELECT count(*) FROM goods_receipt_serial s WHERE s.line_id = l.id) AS serials
     FROM goods_receipt_line l LEFT JOIN item i ON i.id = l.item_id
     WHERE l.goods_receipt_id = ? AND l.is_removed = 0 ORDER BY l.position`,
  ).all(receiptId) as LineWithItem[];
}

export function findReceipt(db: Kysely<Database>, id: string) {
  return db.selectFrom('goods_receipt').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Newest first, drafts before all. */
export function listReceipts(db: Kysely<Database>, statuses: readonly string[], limit: number) {
  return db
    .selectFrom('goods_receipt as r')
    .leftJoin('practitioner as p', 'p.id', 'r.created_by')
    .where('r.status', 'in', statuses)
    .orderBy((eb) => eb.case().when('r.status', '=', 'draft').then(0).else(1).end())
    .orderBy('r.received_on', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit)
    .select((eb) => [
      'r.id',
      'r.number',
      'r.status',
      'r.supplier_name',
      'r.supplier_key',
      'r.delivery_note',
      'r.delivery_note_key',
      'r.received_on',
      'r.created_at',
      eb.fn.coalesce('p.display_name', eb.val('')).as('by'),
    ])
    .execute();
}

export type RepeatedSerial = { gtin: string; serial: string; receiptId: string; number: string | null; receivedOn: string };

/** Where a pack of this number stands: in this receipt, or one that was posted. */
export function findSerial(raw: Raw, pack: { gtin: string; serial: string }, receiptId: string): RepeatedSerial | undefined {
  return prepared(
    raw,
    `${serials} WHERE s.gtin = :gtin AND s.serial = :serial AND (r.id = :receiptId OR r.status = 'posted') ORDER BY r.id = :receiptId DESC LIMIT 1`,
  ).get({ ...pack, receiptId }) as RepeatedSerial | undefined;
}

/** Packs of this receipt that came with another one that was posted. */
export function listRepeatedSerials(raw: Raw, receiptId: string): RepeatedSerial[] {
  return prepared(
    raw,
    `${serials} WHERE r.status = 'posted' AND r.id <> :receiptId AND EXISTS (
       SELECT 1 FROM goods_receipt_serial mine JOIN goods_receipt_line ml ON ml.id = mine.line_id
       WHERE ml.goods_receipt_id = :receiptId AND ml.is_removed = 0 AND mine.gtin = s.gtin AND mine.serial = s.serial)`,
  ).all({ receiptId }) as RepeatedSerial[];
}

const serials = `SELECT s.gtin, s.serial, r.id AS receiptId, r.number, r.received_on AS receivedOn
  FROM goods_receipt_serial s JOIN goods_receipt_line l ON l.id = s.line_id AND l.is_removed = 0 JOIN goods_receipt r ON r.id = l.goods_receipt_id`;

/** Receipts with this supplier's delivery note, drafts too; an unnamed supplier's number is any supplier's. */
export function listSameNote(db: Kysely<Database>, of: { id: string; supplierKey: string; noteKey: string }) {
  return db
    .selectFrom('goods_receipt')
    .where('delivery_note_key', '=', of.noteKey)
    .$if(of.supplierKey !== '', (asked) => asked.where('supplier_key', 'in', [of.supplierKey, '']))
    .where('id', '<>', of.id)
    .where('status', 'in', ['posted', 'draft'])
    .select(['id', 'number', 'status', 'received_on'])
    .orderBy('id')
    .execute();
}

/** Posted since `from`, for comparing what was in them. */
export function listPostedSince(db: Kysely<Database>, of: { id: string; from: string }) {
  return db
    .selectFrom('goods_receipt')
    .where('status', '=', 'posted')
    .where('received_on', '>=', of.from)
    .where('id', '<>', of.id)
    .select(['id', 'number', 'received_on', 'supplier_key'])
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
}

/** Days printed on lots of this number that are known here. */
export function listExpiriesOfLot(db: Kysely<Database>, at: { itemId: string; lotNumber: string }) {
  return db.selectFrom('lot').where('item_id', '=', at.itemId).where('lot_number', '=', at.lotNumber).select('expiry').execute();
}

export function findPackByGtin(db: Kysely<Database>, gtin: string) {
  return db
    .selectFrom('item_pack')
    .where('gtin', '=', gtin)
    .where('is_active', '=', 1)
    .select(['item_id as itemId', 'size'])
    .executeTakeFirst();
}
