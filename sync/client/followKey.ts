import type { Database as SqliteFile } from 'better-sqlite3';
import { appendAudit } from '../../db/audit.ts';
import { fingerprintOf } from '../security/keys.ts';
import type { HubLinkRow } from './hubLink.ts';

/** The hub's present key, and the one that it says will follow. */
export type HubKeys = { present: string; next: string | null };

/**
 * Keeps what a genuine hub said of its keys. Nobody is at the screen when it changes them, so it stands in the audit, and on the hub's page
 * until somebody compared it. An announcement is not taken back by silence.
 */
export function followKey(raw: SqliteFile, before: HubLinkRow, { present, next }: HubKeys, now: string): void {
  const isSame = before.hub_public_key === present;
  if (!isSame) {
    raw
      .prepare('UPDATE hub_link SET hub_former_key = hub_public_key, hub_public_key = ?, hub_key_since = ?, hub_key_checked_at = NULL')
      .run(present, now);
    tell(raw, 'follow-key', present, now);
  }
  const heard = next ?? (isSame ? before.hub_next_key : null);
  if (heard === before.hub_next_key && (heard === null) === (before.hub_next_key_at === null)) return;
  raw.prepare('UPDATE hub_link SET hub_next_key = ?, hub_next_key_at = ?').run(heard, heard && now);
  if (heard !== null) tell(raw, 'hear-key', heard, now);
}

/** Somebody compared the key with what the hub's operator reads aloud. */
export function noteCompared(raw: SqliteFile, now: string): void {
  raw.prepare('UPDATE hub_link SET hub_key_checked_at = ?').run(now);
}

function tell(raw: SqliteFile, action: string, key: string, at: string): void {
  const line = { at, actorKind: 'job', actorId: 'hub link', seatId: null, patientId: null, reason: '', isSealed: 0, body: null } as const;
  appendAudit(raw, { ...line, action, resource: 'hub_key', resourceId: fingerprintOf(key) });
}
