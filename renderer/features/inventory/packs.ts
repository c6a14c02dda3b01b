/** What was typed, in dispensing units. @returns null until it is a whole number above 0 */
export function unitsOf(typed: number | null, countedIn: 'packs' | 'units', packSize: number): number | null {
  if (typed === null || !Number.isInteger(typed) || typed <= 0) return null;
  return countedIn === 'packs' ? typed * packSize : typed;
}

/** The signed change that an adjustment makes; 0 = the count agrees with the card. @returns null until a number is there */
export function changeOf(
  reason: 'adjustment' | 'expired' | 'damaged' | 'count-variance' | 'return-to-supplier',
  typed: number | null,
  onHand: number,
): number | null {
  if (typed === null || !Number.isInteger(typed) || typed < 0) return null;
  if (reason === 'count-variance') return typed - onHand;
  if (typed === 0) return null;
  return reason === 'adjustment' ? typed : -typed;
}
