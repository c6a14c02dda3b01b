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

/** Several in one. Every change of a busy hub comes by here: nothing is copied twice. */
export function createGatheredNews() {
  let head = -1;
  let from: Map<string, Place> | null = new Map();
  let to = new Set<string>();
  let isUrgent = false;
  return {
    add(news: Published): void {
      head = Math.max(head, news.head);
      if (news.from === null) from = null;
      else if (from !== null) for (const [facility, place] of news.from) from.set(facility, from.get(facility) === null ? null : place);
      if (from !== null && from.size > mostPublishers) from = null;
      for (const facility of news.to) to.add(facility);
      isUrgent ||= news.isUrgent;
    },
    isEmpty: () => head === -1,
    /** All of it, once. */
    take(): Published {
      const taken = { head, from, to, isUrgent };
      [head, from, to, isUrgent] = [-1, new Map(), new Set(), false];
      return taken;
    },
  };
}
