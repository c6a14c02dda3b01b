import { listReceiptLines, type LineWithItem } from '../../db/queries/receiving.ts';
import { nextNumber } from '../../db/numbers.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { ReceiptFinding } from '../../preload/contract/receiving.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { holdLot } from '../inventory/holdLot.ts';
import { move } from '../inventory/move.ts';
import { quarantineOf } from '../inventory/quarantine.ts';
import { lotFor } from '../inventory/receive.ts';
import { publishStock } from '../network/publishStock.ts';
import { noteReceived } from '../orders/noteReceived.ts';
import { coldTrouble } from './coldChain.ts';
import { isRepeat, judgeReceipt } from './judge.ts';
import { knownOf } from './repeats.ts';
import { acceptedOf, draftOf, keptOf, receivedOf, stampOf, toReceiptLine, worthOf } from './rows.ts';

/**
 * Into the ledger, with value; damaged goods that stay go to quarantine, a lot that came warm, frozen or with a spent monitor is put on hold.
 * @throws 'not_found', 'receiving.not_draft', 'version.conflict' when it is not what was seen, 'receiving.not_ready' { kinds },
 * 'receiving.to_confirm' { kinds }, 'receiving.reason_needed'
 */
export const postReceipt: CommandHandler<'receiving.post'> = {
  run: async (ctx, { receiptId, stamp, confirmed, repeatReason }) => {
    const receipt = draftOf(ctx, receiptId);
    const lines = listReceiptLines(ctx.raw, receiptId);
    if (stampOf(receipt, lines) !== stamp) throw new AppError('version.conflict', { found: receipt.version });
    const findings = judgeReceipt(lines.map(toReceiptLine), await knownOf(ctx, receipt, lines));
    refuse(findings, new Set(confirmed), repeatReason);
    const lots = new Set<string>();
    const held = new Set<string>();
    for (const line of lines) {
      const lotId = await takeIn(ctx, { receiptId, locationId: receipt.location_id }, line);
      if (lotId === null) continue;
      lots.add(lotId);
      if (holdIfCold(ctx, line, lotId, receiptId)) held.add(lotId);
    }
    for (const itemId of new Set(lines.map((line) => itemOf(line)))) publishStock(ctx, itemId);
    const number = nextNumber(ctx, ctx.facility.self, 'receipt');
    amend(ctx, 'goods_receipt', receiptId, {
      status: 'posted',
      number,
      posted_at: ctx.now(),
      posted_by: ctx.user.practitionerId,
      repeat_reason: repeatReason,
    });
    if (receipt.order_id !== null) {
      const came = lines.map((line) => ({ itemId: itemOf(line), quantity: keptOf(line), lineId: line.order_line_id }));
      noteReceived(ctx, receipt.order_id, came, { receiptId, receivedOn: receipt.received_on });
    }
    const value = lines.reduce((sum, line) => sum + (worthOf(line, keptOf(line)) ?? 0), 0);
    return { number, lots: lots.size, held: held.size, value };
  },
};

function refuse(findings: readonly ReceiptFinding[], confirmed: ReadonlySet<string>, repeatReason: string): void {
  const stops = findings.filter(({ level }) => level === 'stop');
  if (stops.length > 0) throw new AppError('receiving.not_ready', { kinds: kindsOf(stops) });
  const asked = findings.filter(({ level, key }) => level === 'ask' && !confirmed.has(key));
  if (asked.length > 0) throw new AppError('receiving.to_confirm', { kinds: kindsOf(asked) });
  if (findings.some(({ kind }) => isRepeat(kind)) && repeatReason.length < 3) throw new AppError('receiving.reason_needed');
}

const kindsOf = (findings: readonly ReceiptFinding[]): string[] => [...new Set(findings.map(({ kind }) => kind))];

function itemOf(line: LineWithItem): string {
  if (line.item_id === null) throw new Error('a line without an item passed the check');
  return line.item_id;
}

/** What is good to the store, what is damaged and stays to quarantine. Null when all of it went back with the driver. */
async function takeIn(ctx: Context, at: { receiptId: string; locationId: string }, line: LineWithItem): Promise<string | null> {
  if (keptOf(line) === 0) return null;
  const itemId = itemOf(line);
  const unitCost = line.pack_cost === null ? undefined : Math.round(line.pack_cost / line.units_per_pack);
  const lotId = await lotFor(ctx, { itemId, lotNumber: line.lot_number, expiry: line.expiry, unitCost });
  const lot = await ctx.db.selectFrom('lot').select('pack_size').where('id', '=', lotId).executeTakeFirstOrThrow();
  if (lot.pack_size === null) amend(ctx, 'lot', lotId, { pack_size: line.units_per_pack });
  const accepted = acceptedOf(line);
  const all = worthOf(line, keptOf(line));
  const good = worthOf(line, accepted);
  const common = { itemId, lotId, reason: 'receipt', refId: at.receiptId } as const;
  if (accepted > 0) move(ctx, { ...common, locationId: at.locationId, quantity: accepted, ...(good === null ? {} : { value: good }) });
  const damaged = keptOf(line) - accepted;
  if (damaged > 0)
    move(ctx, {
      ...common,
      locationId: quarantineOf(ctx),
      quantity: damaged,
      note: line.reason,
      ...(all === null || good === null ? {} : { value: all - good }),
    });
  amend(ctx, 'goods_receipt_line', line.id, { lot_id: lotId });
  return lotId;
}

function holdIfCold(ctx: Context, line: LineWithItem, lotId: string, receiptId: string): boolean {
  if (line.is_cold_chain !== 1 || receivedOf(line) === 0) return false;
  const { arrival_celsius: arrivalCelsius, vvm_stage: vvmStage } = line;
  const trouble = coldTrouble({ arrivalCelsius, vvmStage });
  if (trouble === null) return false;
  const isFrench = ctx.facility.self.locale === 'fr';
  const words = isFrench
    ? {
        warm: `arrivé à ${arrivalCelsius} °C`,
        frozen: `arrivé à ${arrivalCelsius} °C`,
        monitor: `pastille de contrôle au stade ${vvmStage}`,
      }
    : {
        warm: `arrived at ${arrivalCelsius} °C`,
        frozen: `arrived at ${arrivalCelsius} °C`,
        monitor: `vaccine vial monitor at stage ${vvmStage}`,
      };
  holdLot(ctx, { lotId, reason: words[trouble], refId: receiptId });
  return true;
}
