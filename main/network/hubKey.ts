import type { Database as Raw } from 'better-sqlite3';
import type { HubKey } from '../../preload/contract/network.ts';
import { readHubLink } from '../../sync/client/hubLink.ts';
import { fingerprintOf } from '../../sync/security/keys.ts';
import type { QueryHandler } from '../facility/handlers.ts';

/** By what this facility knows its hub. */
export const hubKey: QueryHandler<'network.hubKey'> = async ({ raw }) => ({ key: readHubKey(raw) });

export function readHubKey(raw: Raw): HubKey | null {
  const link = readHubLink(raw);
  if (link === undefined) return null;
  const { hub_public_key: present, hub_former_key: former, hub_next_key: next, hub_next_key_at: heardAt } = link;
  return {
    fingerprint: fingerprintOf(present),
    since: link.hub_key_since ?? link.enrolled_at,
    former: former && fingerprintOf(former),
    checkedAt: link.hub_key_checked_at,
    next: next === null || heardAt === null ? null : { fingerprint: fingerprintOf(next), heardAt },
  };
}
