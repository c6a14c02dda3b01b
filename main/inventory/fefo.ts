import { AppError } from '../../preload/contract/errors.ts';
import type { Pick } from '../../preload/contract/prescriptions.ts';

export type LotOnHand = {
  lotId: string;
  locationId: string;
  lotNumber: string;
  /** usable through this day; null = none printed */
  expiry: string | null;
  status: string;
  onHand: number;
};
export type LotPick = Pick & { locationId: string };

/** A lot may go to a patient: not on hold, not recalled, and on or before its printed day. */
export function isUsable(lot: LotOnHand, today: string): boolean {
  return lot.status === 'active' && (lot.expiry === null || lot.expiry >= today);
}

/** Usable lots, first expired first; those without a printed day last; ties by lot number so that two computers pick the same. */
export function inFefoOrder(lots: readonly LotOnHand[], today: string): LotOnHand[] {
  const last = '9999-12-31';
  return lots
    .filter((lot) => lot.onHand > 0 && isUsable(lot, today))
    .sort((a, b) => compare(a.expiry ?? last, b.expiry ?? last) || compare(a.lotNumber, b.lotNumber) || compare(a.lotId, b.lotId));
}

/** Splits `quantity` (dispensing units) over lots, first expired first out. @throws 'stock.insufficient' { wanted, available, expired } */
export function allocateFefo(lots: readonly LotOnHand[], quantity: number, today: string): LotPick[] {
  const ordered = inFefoOrder(lots, today);
  const available = sum(ordered);
  if (available < quantity) throw new AppError('stock.insufficient', { wanted: quantity, available, expired: expiredOf(lots, today) });
  return take(ordered, quantity);
}

/** What FEFO would give of `quantity`: all of it, or as much as there is. */
export function proposeFefo(
  lots: readonly LotOnHand[],
  quantity: number,
  today: string,
): { picks: LotPick[]; available: number; expired: number } {
  const ordered = inFefoOrder(lots, today);
  const available = sum(ordered);
  return { picks: take(ordered, Math.min(quantity, available)), available, expired: expiredOf(lots, today) };
}

/** One lot that a person named. @throws 'not_found', 'stock.lot_expired', 'stock.lot_on_hold', 'stock.insufficient' */
export function allocateFrom(lots: readonly LotOnHand[], lotId: string, quantity: number, today: string): LotPick[] {
  const chosen = lots.filter((lot) => lot.lotId === lotId);
  const [first] = chosen;
  if (!first) throw new AppError('not_found', { resource: 'lot' });
  if (first.status !== 'active') throw new AppError('stock.lot_on_hold', { lotNumber: first.lotNumber, status: first.status });
  if (first.expiry !== null && first.expiry < today)
    throw new AppError('stock.lot_expired', { lotNumber: first.lotNumber, expiry: first.expiry });
  return allocateFefo(chosen, quantity, today);
}

function take(ordered: readonly LotOnHand[], quantity: number): LotPick[] {
  let left = quantity;
  return ordered.flatMap((lot) => {
    const taken = Math.min(lot.onHand, left);
    left -= taken;
    const { lotId, locationId, lotNumber, expiry } = lot;
    return taken > 0 ? [{ lotId, locationId, lotNumber, expiry, quantity: taken }] : [];
  });
}

const sum = (lots: readonly LotOnHand[]): number => lots.reduce((total, lot) => total + lot.onHand, 0);
const expiredOf = (lots: readonly LotOnHand[], today: string): number =>
  sum(lots.filter((lot) => lot.expiry !== null && lot.expiry < today));
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
