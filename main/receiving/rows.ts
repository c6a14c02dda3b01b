import type { LineWithItem } from '../../db/queries/receiving.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { ReceiptLine } from '../../preload/contract/receiving.ts';
import type { Context } from '../facility/context.ts';
import { fold } from '../patients/names.ts';

type Counted = Pick<Row<'goods_receipt_line'>, 'packs' | 'units_per_pack' | 'loose' | 'damaged' | 'damaged_to' | 'pack_cost'>;

/** Dispensing units that came. */
export const receivedOf = (line: Counted): number => line.packs * line.units_per_pack + line.loose;
/** Dispensing units that go to the store. */
export const acceptedOf = (line: Counted): number => Math.max(0, receivedOf(line) - line.damaged);
/** Dispensing units that stay here: what is refused goes back with the driver. */
export const keptOf = (line: Counted): number => (line.damaged_to === 'refused' ? acceptedOf(line) : receivedOf(line));
/** Minor units of currency of so many dispensing units, rounded half up; null = no price was given. */
export function worthOf(line: Counted, units: number): number | null {
  if (line.pack_cost === null) return null;
  const [cost, taken, pack] = [BigInt(line.pack_cost), BigInt(units), BigInt(line.units_per_pack)];
  return Number((2n * cost * taken + pack) / (2n * pack));
}

export function toReceiptLine(line: LineWithItem): ReceiptLine {
  return {
    lineId: line.id,
    itemId: line.item_id,
    itemName: line.item_name,
    unit: line.item_unit ?? '',
    isColdChain: line.is_cold_chain === 1,
    label: line.label,
    gtin: line.gtin,
    unitsPerPack: line.units_per_pack,
    packs: line.packs,
    loose: line.loose,
    received: receivedOf(line),
    lotNumber: line.lot_number,
    expiry: line.expiry,
    hasNoExpiry: line.has_no_expiry === 1,
    ordered: line.ordered,
    noted: line.noted,
    damaged: line.damaged,
    damagedTo: line.damaged_to === 'refused' ? 'refused' : 'quarantine',
    reason: line.reason,
    packCost: line.pack_cost,
    value: worthOf(line, keptOf(line)),
    arrivalCelsius: line.arrival_celsius,
    vvmStage: line.vvm_stage,
    confidence: line.confidence,
    isConfirmed: line.is_confirmed === 1,
    serials: line.serials,
    version: line.version,
  };
}

/** The same supplier, however it was typed. */
export const supplierKey = (name: string): string => fold(name);
/** "DN-2026/114", "dn 2026 114": one number. */
export const noteKey = (number: string): string => fold(number).replaceAll(' ', '');

/** Changes with every word of a receipt. */
export function stampOf(receipt: Pick<Row<'goods_receipt'>, 'version'>, lines: readonly LineWithItem[]): string {
  return [receipt.version, lines.length, lines.reduce((sum, { version }) => sum + version, 0), lines.at(-1)?.position ?? 0].join('.');
}

/** Only a draft is written in. @throws 'not_found', 'receiving.not_draft' */
export function draftOf(ctx: Context, receiptId: string): Row<'goods_receipt'> {
  const receipt = ctx.raw.prepare('SELECT * FROM goods_receipt WHERE id = ?').get(receiptId) as Row<'goods_receipt'> | undefined;
  if (!receipt) throw new AppError('not_found', { resource: 'goods_receipt' });
  if (receipt.status !== 'draft') throw new AppError('receiving.not_draft');
  return receipt;
}

/** A line of a draft. @throws 'not_found', 'receiving.not_draft' */
export function draftLineOf(ctx: Context, lineId: string): Row<'goods_receipt_line'> {
  const line = ctx.raw.prepare('SELECT * FROM goods_receipt_line WHERE id = ? AND is_removed = 0').get(lineId) as
    | Row<'goods_receipt_line'>
    | undefined;
  if (!line) throw new AppError('not_found', { resource: 'goods_receipt_line' });
  draftOf(ctx, line.goods_receipt_id);
  return line;
}
