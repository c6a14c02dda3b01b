import { useMemo } from 'react';
import type { DeskLine } from '../../../preload/contract/dispensing.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { handedFor, type LineDraft, wantedOf } from './desk.ts';
import { type LotChoice, lotChoices } from './lotChoices.ts';
import { takeFirst } from './picks.ts';

export type LotPlan = {
  rows: LotChoice[];
  usable: LotChoice[];
  /** the lot that FEFO would take instead of the named one */
  insteadOf: string | null;
  hasStock: boolean;
};

/** From which lots a line is taken. Of a substitute FEFO decides when it is handed over. */
export function useLotPlan(line: DeskLine, draft: LineDraft): LotPlan {
  const format = useFormat();
  const can = useCan();
  const itemId = line.request.itemId;
  const lots =
    useQuery('inventory.item', { itemId: itemId ?? '' }, { enabled: itemId !== null && draft.isIn && can('InventoryItem.read') }).data
      ?.lots ?? null;
  return useMemo(() => {
    if (draft.substitute) return { rows: [], usable: [], insteadOf: null, hasStock: false };
    const wanted = handedFor(wantedOf(line, draft), null) ?? 0;
    const usable = lotChoices(lots, [], format.today).filter((lot) => lot.word === 'active');
    const named = usable.find((lot) => lot.lotId === draft.lotId);
    const proposed = takeFirst(line.proposal.picks, wanted);
    const picks = named ? [{ lotId: named.lotId, lotNumber: named.lotNumber, expiry: named.expiry, quantity: wanted }] : proposed;
    const insteadOf = named ? (proposed.find((pick) => pick.lotId !== named.lotId)?.lotNumber ?? null) : null;
    return { rows: lotChoices(lots, picks, format.today), usable, insteadOf, hasStock: lots !== null };
  }, [lots, line, draft, format.today]);
}
