import { addDays, daysBetween } from '../../preload/contract/dates.ts';
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
  /** of them kept back for an order, a transfer or a crossmatch */
  reserved?: number;
  /** dispensing units of the packs it came in */
  packSize?: number;
};
export type LotPick = Pick & { locationId: string };

/** How it will be used from today on: dispensing units a day. null: nobody knows, and a lot need only be good today. */
export type Use = { today: string; perDay: number | null };
/** What is left on the shelf of a lot that is good today, since it expires before this patient would come to it. */
export type PassedOver = { lotId: string; lotNumber: string; expiry: string; quantity: number };

/** A lot may go to a patient: not on hold, not recalled, and on or before its printed day. */
export function isUsable(lot: LotOnHand, today: string): boolean {
  return lot.status === 'active' && (lot.expiry === null || lot.expiry >= today);
}

/** What is not kept back for somebody else. */
export const freeOf = (lot: LotOnHand): number => Math.max(0, lot.onHand - (lot.reserved ?? 0));

/** A pack of it is open: what lies there is no whole number of packs. */
const isOpened = (lot: LotOnHand): boolean => lot.packSize !== undefined && lot.onHand % lot.packSize !== 0;

/**
 * Usable lots, first expired first; those without a printed day last. Of those that expire together the opened pack first, then by
 * number, so that two computers pick the same. Source: WHO, Annex 7 to Technical Report Series 1025 (good storage and distribution
 * practices), 2020, on first expiry first out.
 */
export function inFefoOrder(lots: readonly LotOnHand[], today: string): LotOnHand[] {
  const last = '9999-12-31';
  return lots
    .filter((lot) => freeOf(lot) > 0 && isUsable(lot, today))
    .sort(
      (a, b) =>
        compare(a.expiry ?? last, b.expiry ?? last) ||
        Number(isOpened(b)) - Number(isOpened(a)) ||
        compare(a.lotNumber, b.lotNumber) ||
        compare(a.lotId, b.lotId) ||
        compare(a.locationId, b.locationId),
    );
}

/** Splits `quantity` (dispensing units) over lots, first expired first out. @throws 'stock.insufficient' { wanted, available, expired, reserved, tooShort } */
export function allocateFefo(lots: readonly LotOnHand[], quantity: number, use: Use): LotPick[] {
  const { picks, available, expired, reserved, tooShort } = proposeFefo(lots, quantity, use);
  if (available < quantity) throw new AppError('stock.insufficient', { wanted: quantity, available, expired, reserved, tooShort });
  return picks;
}

export type Proposal = {
  picks: LotPick[];
  /** dispensing units that could be given at most */
  available: number;
  expired: number;
  /** kept back for others */
  reserved: number;
  /** good today, but not on the day when it would be used */
  tooShort: number;
  /** lots that are good today and from which, for this quantity, less was taken than lies there */
  passedOver: PassedOver[];
};

/** What FEFO would give of `quantity`: all of it, or as much as there is that stays good until it is used. */
export function proposeFefo(lots: readonly LotOnHand[], quantity: number, use: Use): Proposal {
  const ordered = inFefoOrder(lots, use.today);
  const most = take(ordered, Number.POSITIVE_INFINITY, use);
  const available = sumOf(most.picks.map((pick) => pick.quantity));
  return {
    ...take(ordered, Math.min(quantity, available), use),
    available,
    expired: sumOf(lots.filter((lot) => lot.expiry !== null && lot.expiry < use.today).map((lot) => lot.onHand)),
    reserved: sumOf(lots.filter((lot) => isUsable(lot, use.today)).map((lot) => lot.onHand - freeOf(lot))),
    tooShort: sumOf(ordered.map(freeOf)) - available,
  };
}

/** One lot that a person named; how long it must last is theirs to say. @throws 'not_found', 'stock.lot_expired', 'stock.lot_on_hold', 'stock.insufficient' */
export function allocateFrom(lots: readonly LotOnHand[], lotId: string, quantity: number, today: string): LotPick[] {
  const chosen = lots.filter((lot) => lot.lotId === lotId);
  const [first] = chosen;
  if (!first) throw new AppError('not_found', { resource: 'lot' });
  if (first.status !== 'active') throw new AppError('stock.lot_on_hold', { lotNumber: first.lotNumber, status: first.status });
  if (first.expiry !== null && first.expiry < today)
    throw new AppError('stock.lot_expired', { lotNumber: first.lotNumber, expiry: first.expiry });
  return allocateFefo(chosen, quantity, { today, perDay: null });
}

/**
 * The units are used in the order in which they are taken, so many a day from today on; of a lot as many are taken as are used up to its
 * last day. Earliest day first, this covers as many days as any order could (Moore 1968: jobs of one length on one machine).
 */
function take(ordered: readonly LotOnHand[], quantity: number, { today, perDay }: Use): { picks: LotPick[]; passedOver: PassedOver[] } {
  let [left, before] = [quantity, 0];
  const picks: LotPick[] = [];
  const passedOver: PassedOver[] = [];
  for (const lot of ordered) {
    if (left <= 0) break;
    const { lotId, locationId, lotNumber, expiry } = lot;
    const wanted = Math.min(freeOf(lot), left);
    const usedUp = perDay === null || expiry === null ? Number.POSITIVE_INFINITY : Math.floor((daysBetween(today, expiry) + 1) * perDay);
    const taken = Math.max(0, Math.min(wanted, usedUp - before));
    if (taken > 0) picks.push({ lotId, locationId, lotNumber, expiry, quantity: taken });
    if (taken < wanted && expiry !== null) passedOver.push({ lotId, lotNumber, expiry, quantity: wanted - taken });
    left -= taken;
    before += taken;
  }
  return { picks, passedOver };
}

/** The last day on which something of this quantity is used. */
export function lastDayOf(quantity: number, { today, perDay }: Use): string | null {
  return perDay === null || quantity <= 0 ? null : addDays(today, Math.ceil(quantity / perDay) - 1);
}

const sumOf = (quantities: readonly number[]): number => quantities.reduce((total, quantity) => total + quantity, 0);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
