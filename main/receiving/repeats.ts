import {
  type LineWithItem,
  listExpiriesOfLot,
  listPostedSince,
  listReceiptLines,
  listRepeatedSerials,
  listSameNote,
} from '../../db/queries/receiving.ts';
import type { Row } from '../../db/schema/index.ts';
import { addDays } from '../../preload/contract/dates.ts';
import type { Context } from '../facility/context.ts';
import type { Known, Repeats } from './judge.ts';
import { receivedOf } from './rows.ts';

/** A delivery of just these lots and quantities again within so many days is asked about. */
const repeatDays = 30;

/** What is known that may speak against a draft: the same delivery come before, lots known with another day. */
export async function knownOf(ctx: Context, receipt: Row<'goods_receipt'>, lines: readonly LineWithItem[]): Promise<Known> {
  const otherExpiry = new Map<string, string>();
  for (const { id, item_id: itemId, lot_number: lotNumber, expiry } of lines) {
    if (itemId === null || lotNumber === '' || expiry === null) continue;
    const days = (await listExpiriesOfLot(ctx.db, { itemId, lotNumber })).map((lot) => lot.expiry);
    const other = days.find((day) => day !== null && day !== expiry);
    if (other && !days.includes(expiry)) otherExpiry.set(id, other);
  }
  return { today: ctx.today(), repeats: await repeatsOf(ctx, receipt, lines), otherExpiry };
}

async function repeatsOf(ctx: Context, receipt: Row<'goods_receipt'>, lines: readonly LineWithItem[]): Promise<Repeats> {
  const { id, supplier_key: supplierKey, delivery_note_key: noteKey } = receipt;
  const same = noteKey === '' ? [] : await listSameNote(ctx.db, { id, supplierKey, noteKey });
  return {
    notes: same.map(({ number, received_on: receivedOn }) => ({ number, receivedOn })),
    serials: listRepeatedSerials(ctx.raw, id),
    goods: await sameGoods(ctx, receipt, lines),
  };
}

/** A posted receipt of the last weeks with these lots in these quantities and nothing else, of this supplier or one that was not named. */
async function sameGoods(ctx: Context, receipt: Row<'goods_receipt'>, lines: readonly LineWithItem[]): Promise<Repeats['goods']> {
  const mine = goodsOf(lines);
  if (mine === null) return null;
  for (const posted of await listPostedSince(ctx.db, { id: receipt.id, from: addDays(receipt.received_on, -repeatDays) })) {
    const isOther = posted.supplier_key !== '' && receipt.supplier_key !== '' && posted.supplier_key !== receipt.supplier_key;
    if (!isOther && goodsOf(listReceiptLines(ctx.raw, posted.id)) === mine)
      return { number: posted.number, receivedOn: posted.received_on };
  }
  return null;
}

/** Lots with their quantities as one text; null while a line says too little to compare. */
function goodsOf(lines: readonly LineWithItem[]): string | null {
  const units = new Map<string, number>();
  for (const line of lines) {
    if (line.ordered !== null && receivedOf(line) === 0) continue;
    if (line.item_id === null || line.lot_number === '' || receivedOf(line) === 0) return null;
    const key = [line.item_id, line.lot_number, line.expiry ?? ''].join('|');
    units.set(key, (units.get(key) ?? 0) + receivedOf(line));
  }
  return units.size === 0
    ? null
    : [...units]
        .map(([key, count]) => `${key}|${count}`)
        .sort()
        .join('\n');
}
