import type { Place } from '../../protocol/interest.ts';

/** More at once, and everybody is told. */
const mostPublishers = 2000;

/**
 * Rows became newer. `from`: who published, and where they are; null = it is not known who. A place of null reaches everybody.
 * `to`: facilities that a row names; `isUrgent`: an emergency or a recall is among them.
 */
export type Published = { head: number; from: ReadonlyMap<string, Place> | null; to: ReadonlySet<string>; isUrgent: boolean };

/** Facilities that have to hear that a prescription they claimed was used elsewhere as well. */
export type Doubled = { head: number; doubled: readonly string[] };

export type News = Published | Doubled;

/** What was published somewhere, as far as `head`. */
export const unknownUpTo = (head: number): Published => ({ head, from: null, to: new Set(), isUrgent: false });

/** Both in one. */
export function gather(one: Published | undefined, other: Published): Published {
  if (one === undefined) return other;
  const from = one.from === null || other.from === null ? null : new Map(one.from);
  for (const [facility, place] of (from && other.from) ?? []) from!.set(facility, from!.get(facility) === null ? null : place);
  return {
    head: Math.max(one.head, other.head),
    from: from !== null && from.size > mostPublishers ? null : from,
    to: new Set([...one.to, ...other.to]),
    isUrgent: one.isUrgent || other.isUrgent,
  };
}
