import type { Database as Raw } from 'better-sqlite3';
import { packStamp } from '../../db/queries/knowledge.ts';
import type { Knowledge } from './knowledge.ts';
import { loadConditions, loadKnowledge } from './load.ts';
import { publisherKeys } from '../../sync/packs/publisherKeys.ts';
import { readPacks, type WithPacks } from './packs/installed.ts';
import type { ConditionCatalogue } from './searchConditions.ts';

/** The fact tables, each read when it is first needed; the medicines with the packs that this facility loaded. */
export type Catalogues = {
  readonly knowledge: Knowledge;
  readonly conditions: ConditionCatalogue;
  /** by row id: why a loaded pack does not count */
  readonly packProblems: ReadonlyMap<string, string>;
  /** by list id: the pack that brings it */
  readonly broughtBy: WithPacks['broughtBy'];
  /** public keys whose packs count as the publisher's */
  readonly publishers: readonly string[];
};

/** Whoever asks after a pack was loaded or removed gets the new tables: nothing has to be told. */
export function makeCatalogues(raw: Raw, publishers: readonly string[] = publisherKeys): Catalogues {
  let read: (WithPacks & { stamp: string }) | undefined;
  const packs = () => {
    const stamp = packStamp(raw);
    if (read?.stamp !== stamp)
      read = { ...(stamp === '' ? { knowledge: null, problems: new Map(), broughtBy: new Map() } : readPacks(raw, publishers)), stamp };
    return read;
  };
  return {
    get knowledge() {
      return packs().knowledge ?? loadKnowledge();
    },
    get packProblems() {
      return packs().problems;
    },
    get broughtBy() {
      return packs().broughtBy;
    },
    get conditions() {
      return loadConditions();
    },
    publishers,
  };
}
