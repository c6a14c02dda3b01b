import type { Pick } from '../../../preload/contract/prescriptions.ts';

/** The first `quantity` of what FEFO proposes: giving less uses up the same lots in the same order. */
export function takeFirst(picks: readonly Pick[], quantity: number): Pick[] {
  let left = Math.max(0, quantity);
  return picks.flatMap((pick) => {
    const taken = Math.min(pick.quantity, left);
    left -= taken;
    return taken > 0 ? [{ ...pick, quantity: taken }] : [];
  });
}
