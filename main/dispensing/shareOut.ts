export type Owed = { requestId: string; itemId: string | null; owed: number };

/**
 * What is on the shelf goes to those who are owed it, in the order of the list: who waits longest first, as much as there is. Dispensing
 * units by request; a request that would get nothing is left out.
 */
export function shareOut(owings: readonly Owed[], usableByItem: ReadonlyMap<string, number>): Map<string, number> {
  const left = new Map(usableByItem);
  const shares = new Map<string, number>();
  for (const { requestId, itemId, owed } of owings) {
    const share = itemId === null ? 0 : Math.min(owed, left.get(itemId) ?? 0);
    if (itemId === null || share <= 0) continue;
    left.set(itemId, (left.get(itemId) ?? 0) - share);
    shares.set(requestId, share);
  }
  return shares;
}
