import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../../db/statements.ts';
import type { LinkSettings } from '../../preload/contract/network.ts';
import { everything, itemHash, mostItems } from '../../sync/protocol/interest.ts';
import type { Interest } from '../../sync/protocol/interest.ts';
import type { Facility } from '../facility/context.ts';

type Stored = { radiusKm: number | null; onlyOwnItems: 0 | 1; isMetered: 0 | 1; isPaused: 0 | 1; version: number };

export function readLinkSettings(raw: Raw): { settings: LinkSettings; version: number } {
  const sql = `SELECT radius_km AS radiusKm, only_own_items AS onlyOwnItems, is_metered AS isMetered, is_paused AS isPaused, version FROM link_setting`;
  const { radiusKm, onlyOwnItems, isMetered, isPaused, version } = prepared(raw, sql).get() as Stored;
  return {
    settings: { radiusKm, onlyOwnItems: onlyOwnItems === 1, isMetered: isMetered === 1, isPaused: isPaused === 1 },
    version,
  };
}

/** What the hub is asked for, from what people chose, where this facility is and what it stocks. */
export function interestOf({ raw, self }: Facility): Interest {
  const { settings } = readLinkSettings(raw);
  const { latitude, longitude } = self;
  const hasArea = settings.radiusKm !== null && latitude !== null && longitude !== null;
  return {
    area: hasArea ? { latitude, longitude, radiusKm: settings.radiusKm! } : everything.area,
    items: settings.onlyOwnItems ? ownItems(raw) : everything.items,
  };
}

/** Null when there are more than a hub can be asked for. */
function ownItems(raw: Raw): string[] | null {
  // and what somebody said is the same as one of ours
  const sql = `SELECT product_key FROM item UNION SELECT s.product_key FROM item_alias AS a
    JOIN peer_state AS s ON s.facility_id = a.facility_id AND s.kind = 'stock.level' AND s.key = a.foreign_key WHERE s.product_key IS NOT NULL`;
  const keys = prepared(raw, sql).pluck().all() as string[];
  const hashes = [...new Set(keys.map(itemHash))].sort();
  return hashes.length > mostItems ? null : hashes;
}
