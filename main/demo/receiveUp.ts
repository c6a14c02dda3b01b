import { amend } from '../../db/write.ts';
import { addDays } from '../../preload/contract/dates.ts';
import type { Context } from '../facility/context.ts';
import { beginReceipt } from '../receiving/begin.ts';
import { readReceipt } from '../receiving/get.ts';
import { insertLine } from '../receiving/lines.ts';
import { postReceipt } from '../receiving/post.ts';

type Item = { id: string; pack_size: number; is_cold_chain: number };
type Line = { item: Item; packs: number; lotNumber: string; expiry: string; packCost: number | null; noted?: number };

/** Two deliveries of the demo clinic: one taken in last week, with a part in quarantine, and one that is being counted. Inside a transaction. */
export async function receiveUp(ctx: Context): Promise<void> {
  const items = ctx.raw
    .prepare('SELECT id, pack_size, is_cold_chain FROM item WHERE is_controlled = 0 ORDER BY sort_name DESC')
    .all() as Item[];
  const plain = items.filter((item) => item.is_cold_chain === 0);
  const cold = items.find((item) => item.is_cold_chain === 1);
  const [first, second, third] = plain;
  if (!first || !second || !third) throw new Error('the demo clinic has no items');
  const isFrench = ctx.facility.self.locale === 'fr';
  const depot = isFrench ? 'Dépôt régional de Teyko' : 'Teyko Regional Medical Store';
  const today = ctx.today();
  const day = addDays(today, -6);
  const lastWeek = { ...ctx, now: () => `${day}T10:40:00.000Z`, today: () => day };
  const posted = await begun(lastWeek, { supplierName: depot, deliveryNote: 'RMS-2231' }, [
    { item: first, packs: 3, lotNumber: 'T26119', expiry: addDays(today, 590), packCost: 1250 },
    { item: second, packs: 2, lotNumber: 'K7703', expiry: addDays(today, 410), packCost: 860, noted: 2 * second.pack_size },
  ]);
  const [damaged] = (await readReceipt(lastWeek, posted)).lines.slice(-1);
  if (damaged) {
    const reason = isFrench ? 'carton mouillé' : 'wet carton';
    amend(lastWeek, 'goods_receipt_line', damaged.lineId, { damaged: Math.ceil(second.pack_size / 4), reason });
  }
  const { stamp } = await readReceipt(lastWeek, posted);
  await postReceipt.run(lastWeek, { receiptId: posted, stamp, confirmed: [], repeatReason: '' }, undefined);

  await begun(ctx, { supplierName: 'Northern Pharma Wholesale', deliveryNote: 'NP 88410' }, [
    { item: third, packs: 5, lotNumber: 'B40712', expiry: addDays(today, 640), packCost: 1480, noted: 6 * third.pack_size },
    { item: first, packs: 2, lotNumber: 'T25007', expiry: addDays(today, 61), packCost: 1100 },
    ...(cold ? [{ item: cold, packs: 1, lotNumber: 'V9921', expiry: addDays(today, 300), packCost: 5400 }] : []),
  ]);
}

async function begun(ctx: Context, head: { supplierName: string; deliveryNote: string }, lines: readonly Line[]): Promise<string> {
  const { receiptId } = await beginReceipt.run(ctx, { ...head, orderId: null }, undefined);
  for (const { item, noted, ...line } of lines) {
    const rest = { label: '', loose: 0, ordered: null, orderLineId: null, confidence: null, unitsPerPack: item.pack_size };
    await insertLine(ctx, receiptId, { ...rest, ...line, itemId: item.id, noted: noted ?? null });
  }
  return receiptId;
}
