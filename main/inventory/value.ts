/** Of one lot at one place: quantity in dispensing units, value in minor units of currency. */
export type Held = { onHand: number; value: number };

/** Above this, sums of money are no longer exact in a JavaScript number. */
export const largestValue = 9_000_000_000_000_000;
/** Dispensing units of one lot at one place. */
export const largestOnHand = 1_000_000_000;

/**
 * What `quantity` taken out is worth: its exact share of what the lot at the place is worth (weighted average over its receipts), rounded
 * half up; the last unit takes the rest, so that nothing on hand is worth nothing. In whole numbers: no cent is lost to a division.
 */
export function shareOf(held: Held, quantity: number): number {
  if (quantity >= held.onHand) return held.value;
  const [value, taken, all] = [BigInt(held.value), BigInt(quantity), BigInt(held.onHand)];
  return Number((2n * value * taken + all) / (2n * all));
}

/** What takes back `value`, when that much is still there: never more than the lot holds, all of it with its last unit. */
export function takenBack(held: Held, quantity: number, value: number): number {
  return quantity >= held.onHand ? held.value : Math.min(value, held.value);
}

/** What `quantity` that is found is worth: as its neighbours of the same lot at the place, else at the lot's cost. */
export function worthOfFound(held: Held, quantity: number, unitCost: number | null): number {
  if (held.onHand === 0) return quantity * (unitCost ?? 0);
  return Number((2n * BigInt(held.value) * BigInt(quantity) + BigInt(held.onHand)) / (2n * BigInt(held.onHand)));
}
