import type { Pick } from '../../../preload/contract/prescriptions.ts';
import { type Lot, lotWord } from '../inventory/Lots.tsx';

export type LotChoice = {
  lotId: string;
  lotNumber: string;
  expiry: string | null;
  /** free to be handed out: not kept back for an order, in a ward or in quarantine */
  onHand: number | null;
  take: number;
  word: ReturnType<typeof lotWord>;
};

/**
 * The shelf as the hand needs it: the lots to take from in their order, then other usable ones, then those that are refused and why.
 * `lots` null: this user may not read the stock, only the proposal is known.
 */
export function lotChoices(lots: readonly Lot[] | null, picks: readonly Pick[], today: string): LotChoice[] {
  if (!lots)
    return picks.map((pick) => ({
      lotId: pick.lotId,
      lotNumber: pick.lotNumber,
      expiry: pick.expiry,
      onHand: null,
      take: pick.quantity,
      word: 'active',
    }));
  const byLot = new Map<string, LotChoice>();
  for (const lot of lots.filter((one) => one.isDispensable)) {
    const known = byLot.get(lot.lotId);
    const take = picks.find((pick) => pick.lotId === lot.lotId)?.quantity ?? 0;
    const onHand = (known?.onHand ?? 0) + Math.max(0, lot.onHand - lot.reserved);
    byLot.set(lot.lotId, { lotId: lot.lotId, lotNumber: lot.lotNumber, expiry: lot.expiry, onHand, take, word: lotWord(lot, today) });
  }
  const order = (choice: LotChoice) => {
    const position = picks.findIndex((pick) => pick.lotId === choice.lotId);
    if (position >= 0) return position;
    return choice.word === 'active' ? picks.length : picks.length + 1;
  };
  return [...byLot.values()]
    .filter((choice) => (choice.onHand ?? 0) > 0)
    .sort((a, b) => order(a) - order(b) || (a.expiry ?? '9999').localeCompare(b.expiry ?? '9999'));
}
