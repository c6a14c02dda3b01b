import { findByNumber } from '../../db/queries/dispensing.ts';
import { findPackByGtin } from '../../db/queries/receiving.ts';
import { readBarcode } from '../../preload/contract/gs1/readBarcode.ts';
import { formatNumber, numberKinds, parseNumber } from '../../preload/contract/readableNumber.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';

/** A prescription's number before anything else: it can't be a pack's code. */
export const findScanned: QueryHandler<'dispensing.find'> = async (ctx, { code }) => {
  const text = code.replace(/^\][A-Za-z]\d/, '').trim();
  const medicationRequestId = requestIn(ctx, text);
  if (medicationRequestId !== undefined) return { kind: 'request', medicationRequestId };
  const reading = readBarcode(code, { today: ctx.today() });
  if (!reading.ok || reading.content.gtin === null) return { kind: 'unknown' };
  const { gtin, lot, expiry } = reading.content;
  const pack = await findPackByGtin(ctx.db, gtin);
  const item = pack && (await ctx.db.selectFrom('item').select(['id', 'name']).where('id', '=', pack.itemId).executeTakeFirst());
  const ours =
    item && lot !== null
      ? await ctx.db
          .selectFrom('lot')
          .select(['id', 'expiry'])
          .where('item_id', '=', item.id)
          .where('lot_number', '=', lot)
          .executeTakeFirst()
      : undefined;
  return {
    kind: 'pack',
    gtin,
    itemId: item?.id ?? null,
    name: item?.name ?? '',
    lotNumber: lot,
    lotId: ours?.id ?? null,
    expiry: expiry ?? ours?.expiry ?? null,
  };
};

const shape = /[RC]-?[0-9A-HJ-NP-Z]{6}-?[A-Z]{1,2}\d{5,}-?\d{2}/i;

/** The number stands alone, or somewhere in a QR code. */
function requestIn(ctx: Context, text: string): string | undefined {
  const read = parseNumber(shape.exec(text)?.[0] ?? text);
  if (!read || (read.kind !== numberKinds.prescription && read.kind !== numberKinds.controlledPrescription)) return undefined;
  return findByNumber(ctx.raw, formatNumber(read));
}
