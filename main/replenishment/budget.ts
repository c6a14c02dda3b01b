/** Shares a budget out in the order of the lines, whole packs only: what a line can't have goes to the next. `packPrice` in minor units; null = not known, costs nothing of it. */
export function withinBudget(lines: readonly { packs: number; packPrice: number | null }[], budget: number | null): number[] {
  let left = budget ?? Infinity;
  return lines.map(({ packs, packPrice }) => {
    if (packPrice === null || packPrice === 0) return packs;
    const affordable = Math.min(packs, Math.floor(left / packPrice));
    left -= affordable * packPrice;
    return affordable;
  });
}
