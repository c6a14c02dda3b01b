import type { Database as Raw } from 'better-sqlite3';
import type { Row } from '../schema/index.ts';
import { prepared } from '../statements.ts';

export function readItemRow(raw: Raw, itemId: string): Row<'item'> | undefined {
  return prepared(raw, 'SELECT * FROM item WHERE id = ?').get(itemId) as Row<'item'> | undefined;
}

/** In use, the default one first. */
export function listPacks(raw: Raw, itemId: string): Row<'item_pack'>[] {
  return prepared(raw, 'SELECT * FROM item_pack WHERE item_id = ? AND is_active = 1 ORDER BY is_default DESC, size, id').all(itemId) as Row<'item_pack'>[];
} // prettier-ignore

export function findPackByGtin(raw: Raw, gtin: string) {
  return prepared(
    raw,
    `SELECT p.*, i.name AS itemName, i.unit FROM item_pack p JOIN item i ON i.id = p.item_id WHERE p.gtin = ? AND p.is_active = 1`,
  ).get(gtin) as (Row<'item_pack'> & { itemName: string; unit: string }) | undefined;
}

/** Something of it was received, counted or handed out. */
export const hasMoved = (raw: Raw, itemId: string): boolean =>
  prepared(raw, 'SELECT 1 FROM stock_movement WHERE item_id = ? LIMIT 1').get(itemId) !== undefined;

export function listWords(raw: Raw, column: 'category' | 'programme'): string[] {
  return prepared(raw, `SELECT DISTINCT ${column} FROM item WHERE ${column} <> '' ORDER BY ${column} LIMIT 500`).pluck().all() as string[];
}

/** What a list that is imported is compared with. */
export function listKnownItems(raw: Raw) {
  const gtins = new Map<string, string[]>();
  const packs = prepared(raw, 'SELECT item_id, gtin FROM item_pack WHERE gtin IS NOT NULL AND is_active = 1').all() as { item_id: string; gtin: string }[];
  for (const { item_id, gtin } of packs) gtins.set(item_id, [...(gtins.get(item_id) ?? []), gtin]);
  const rows = prepared(
    raw,
    `SELECT id AS itemId, name, unit, product, product_key AS productKey, EXISTS (SELECT 1 FROM stock_movement m WHERE m.item_id = i.id) AS moved
     FROM item i ORDER BY id`,
  ).all() as { itemId: string; name: string; unit: string; product: string; productKey: string; moved: 0 | 1 }[];
  return rows.map(({ moved, ...row }) => ({ ...row, isUnitFixed: moved === 1, gtins: gtins.get(row.itemId) ?? [] }));
} // prettier-ignore

/** Every item with its packs, by name; the words stand in the name. */
export function listItemsWithPacks(raw: Raw, words: readonly string[]): { item: Row<'item'>; packs: Row<'item_pack'>[] }[] {
  const where = words.length === 0 ? '' : ` WHERE ${words.map((_, n) => `i.sort_name LIKE '%' || :w${n} || '%'`).join(' AND ')}`;
  const named = Object.fromEntries(words.map((word, n) => [`w${n}`, word]));
  const found = prepared(raw, `SELECT * FROM item i${where} ORDER BY i.sort_name, i.id`).all(named) as Row<'item'>[];
  return found.map((item) => ({ item, packs: listPacks(raw, item.id) }));
}

/** An opening stock is taken in once a lot: a list that is imported again adds nothing. */
export const hasOpening = (raw: Raw, lotId: string): boolean =>
  prepared(raw, `SELECT 1 FROM stock_movement WHERE lot_id = ? AND reason = 'opening' LIMIT 1`).get(lotId) !== undefined;

export function findLotId(raw: Raw, at: { itemId: string; lotNumber: string; expiry: string | null }): string | undefined {
  return prepared(raw, `SELECT id FROM lot WHERE item_id = ? AND lot_number = ? AND coalesce(expiry, '') = ?`)
    .pluck()
    .get(at.itemId, at.lotNumber, at.expiry ?? '') as string | undefined;
}

/** The list that was imported last. */
export function lastImport(raw: Raw): Row<'item_import'> | undefined {
  return prepared(raw, 'SELECT * FROM item_import ORDER BY started_at DESC, id DESC LIMIT 1').get() as Row<'item_import'> | undefined;
}

export type ImportProgress = Pick<Row<'item_import'>, 'id' | 'done' | 'added' | 'updated' | 'unchanged' | 'lots' | 'bad'>;

/** How far it is; each item has its own line in the audit. */
export function noteProgress(raw: Raw, run: ImportProgress & { rows: number }): void {
  prepared(
    raw,
    `UPDATE item_import SET rows = :rows, done = :done, added = :added, updated = :updated, unchanged = :unchanged, lots = :lots, bad = :bad WHERE id = :id`,
  ).run(run);
}

export function endImport(raw: Raw, run: { id: string; status: 'done' | 'cancelled' | 'failed'; endedAt: string }): void {
  prepared(raw, 'UPDATE item_import SET status = :status, ended_at = :endedAt WHERE id = :id').run(run);
}
