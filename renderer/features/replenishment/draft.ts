import { create } from 'zustand';
import type { SuggestedLine } from '../../../preload/contract/replenishment.ts';

type Edit = { isTaken?: boolean; packs?: number };

/** What was ticked and edited, kept while one looks at other pages; the facts come from the facility. */
export const useReorderDraft = create<{ edits: Readonly<Record<string, Edit>>; budget: number | null }>(() => ({
  edits: {},
  budget: null,
}));

export function editLine(itemId: string, edit: Edit): void {
  useReorderDraft.setState(({ edits }) => ({ edits: { ...edits, [itemId]: { ...edits[itemId], ...edit } } }));
}

export type DraftLine = SuggestedLine & { isTaken: boolean; chosenPacks: number };

/** The suggested lines as edited: every line that the budget allows is ticked until somebody says otherwise. */
export function withEdits(lines: readonly SuggestedLine[], edits: Readonly<Record<string, Edit>>): DraftLine[] {
  return lines.map((line) => {
    const edit = edits[line.itemId];
    const chosenPacks = edit?.packs ?? line.packsWithin;
    return { ...line, chosenPacks, isTaken: (edit?.isTaken ?? chosenPacks > 0) && chosenPacks > 0 };
  });
}

export const costOf = ({ unitPrice, chosenPacks, packSize }: DraftLine): number | null =>
  unitPrice === null ? null : unitPrice * chosenPacks * packSize;

export function totalOf(lines: readonly DraftLine[]): { cost: number; withoutPrice: number } {
  const costs = lines.map(costOf);
  return { cost: costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0), withoutPrice: costs.filter((cost) => cost === null).length };
}
