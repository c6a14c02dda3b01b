import { findItem } from '../../db/queries/inventory.ts';
import { findPackByGtin, findSerial } from '../../db/queries/receiving.ts';
import type { Row } from '../../db/schema/index.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { insertLine } from './lines.ts';
import { draftOf } from './rows.ts';

type Line = Row<'goods_receipt_line'>;
type Scan = Input<'receiving.scan'>;

/**
 * One more pack of a line, or the first of a new one. A pack with a number of its own (GTIN and AI 21) is counted once.
 * @throws 'not_found', 'receiving.not_draft', 'receiving.gtin_taken' when the GTIN is another item's by now
 */
export const scanPack: CommandHandler<'receiving.scan'> = {
  run: async (ctx, input) => {
    const { receiptId, gtin, serial } = input;
    const receipt = draftOf(ctx, receiptId);
    const pack = await packOf(ctx, input);
    if (!pack) return { outcome: 'unknown' };
    const before = serial === null ? undefined : findSerial(ctx.raw, { gtin, serial }, receiptId);
    if (before && !input.isSeenAgain)
      return { outcome: 'seen', isHere: before.receiptId === receiptId, number: before.number, receivedOn: before.receivedOn };
    const line = findLine(ctx, receipt.id, input) ?? expectedLine(ctx, input, pack);
    const lineId = line ? countOn(ctx, line, input.packs) : await addFor(ctx, input, pack);
    const isNewSerial = serial !== null && before?.receiptId !== receiptId;
    if (isNewSerial) insert(ctx, 'goods_receipt_serial', { id: ctx.newId(), line_id: lineId, gtin, serial });
    return { outcome: line ? 'counted' : 'added', lineId, packs: (line?.packs ?? 0) + input.packs };
  },
};

/** What the GTIN stands for; said once, it is known from then on. */
async function packOf(ctx: Context, { gtin, pack }: Scan): Promise<{ itemId: string; size: number } | undefined> {
  const known = await findPackByGtin(ctx.db, gtin);
  if (known || !pack) {
    if (known && pack && known.itemId !== pack.itemId) throw new AppError('receiving.gtin_taken');
    return known;
  }
  if (!(await findItem(ctx.db, pack.itemId))) throw new AppError('not_found', { resource: 'item' });
  insert(ctx, 'item_pack', { id: ctx.newId(), item_id: pack.itemId, gtin, size: pack.unitsPerPack, is_default: 0 });
  return { itemId: pack.itemId, size: pack.unitsPerPack };
}

/** The line of this pack and lot; a code that says no lot (EAN-13) counts on the newest line of its GTIN. */
function findLine(ctx: Context, receiptId: string, { gtin, lotNumber, expiry }: Scan): Line | undefined {
  const lines = ctx.raw
    .prepare('SELECT * FROM goods_receipt_line WHERE goods_receipt_id = ? AND gtin = ? AND is_removed = 0 ORDER BY position DESC')
    .all(receiptId, gtin) as Line[];
  if (lotNumber === null) return lines[0];
  return lines.find((line) => line.lot_number === lotNumber && line.expiry === expiry);
}

/** A line that came from the order and waits for its first pack: it takes the pack's lot and day. */
function expectedLine(
  ctx: Context,
  { receiptId, gtin, lotNumber, expiry }: Scan,
  pack: { itemId: string; size: number },
): Line | undefined {
  const line = ctx.raw
    .prepare(
      `SELECT * FROM goods_receipt_line WHERE goods_receipt_id = ? AND item_id = ? AND is_removed = 0 AND ordered IS NOT NULL
         AND gtin IS NULL AND lot_number = '' AND packs = 0 AND loose = 0 ORDER BY position LIMIT 1`,
    )
    .get(receiptId, pack.itemId) as Line | undefined;
  if (!line) return undefined;
  const changes = { gtin, lot_number: lotNumber ?? '', expiry, units_per_pack: pack.size };
  amend(ctx, 'goods_receipt_line', line.id, changes);
  return { ...line, ...changes };
}

function countOn(ctx: Context, line: Line, packs: number): string {
  amend(ctx, 'goods_receipt_line', line.id, { packs: line.packs + packs });
  return line.id;
}

const addFor = (ctx: Context, { receiptId, gtin, lotNumber, expiry, packs }: Scan, pack: { itemId: string; size: number }) =>
  insertLine(ctx, receiptId, {
    itemId: pack.itemId,
    gtin,
    unitsPerPack: pack.size,
    packs,
    lotNumber: lotNumber ?? '',
    expiry,
    label: '',
    loose: 0,
    noted: null,
    ordered: null,
    orderLineId: null,
    packCost: null,
    confidence: null,
  });
