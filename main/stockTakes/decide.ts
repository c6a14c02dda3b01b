/** One count of a line: what was there, and what the ledger said then (dispensing units). */
export type Counted = { round: number; quantity: number; book: number };
export type Verdict = {
  state: 'uncounted' | 'second' | 'third' | 'decided';
  /** the count that stands */
  count: Counted | null;
  /** dispensing units; + more on the shelf than in the book */
  variance: number | null;
};

/**
 * Which count of a line stands. Two counters agree when they differ from the ledger by the same: between them stock may rightly have moved.
 * Where they don't, or where the past was changed after counting, a further count decides.
 */
export function decide(counts: readonly Counted[], counters: number, needsRecount: boolean): Verdict {
  const of = (round: number) => counts.find((one) => one.round === round) ?? null;
  const [first, second, third] = [of(1), of(2), of(3)];
  const open = (state: Verdict['state']): Verdict => ({ state, count: null, variance: null });
  const stands = (count: Counted): Verdict => ({ state: 'decided', count, variance: count.quantity - count.book });
  if (counters === 1) return first && !needsRecount ? stands(first) : open('uncounted');
  if (!first) return open('uncounted');
  if (!second) return open('second');
  if (needsRecount) return open('third');
  if (third) return stands(third);
  return first.quantity - first.book === second.quantity - second.book ? stands(second) : open('third');
}
