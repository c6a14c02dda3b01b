import type { Database as SqliteFile } from 'better-sqlite3';
import type { Row } from '../../db/schema/index.ts';
import { tellClaimsAgain } from './claims.ts';

/** All of this runs inside `exclusive`: short, synchronous, never across an await. */
export type Exclusive = <T>(work: () => T) => Promise<T>;

export type HubLinkRow = Row<'hub_link'>;

export function readHubLink(raw: SqliteFile): HubLinkRow | undefined {
  return raw.prepare<[], HubLinkRow>('SELECT * FROM hub_link').get();
}

export function countWaiting(raw: SqliteFile): number {
  return raw.prepare<[], number>('SELECT count(*) FROM outbox').pluck().get()!;
}

/**
 * Numbers count on from what the hub still has, or from 1: the hub is another one, or was restored, or we were. Everything is said again.
 * Waiting rows are kept, an older unsent state is not.
 */
export function restartNumbers(raw: SqliteFile, through = 0): void {
  raw.exec(`
    DELETE FROM outbox WHERE number IS NOT NULL AND is_state = 1
      AND EXISTS (SELECT 1 FROM outbox AS newer WHERE newer.kind = outbox.kind AND newer.key = outbox.key AND (newer.number IS NULL OR newer.number > outbox.number));
    UPDATE outbox SET number = NULL, sha256 = NULL WHERE number IS NOT NULL;
    UPDATE seed_file SET is_current = 0;`); // the numbers in them are others' now
  raw.prepare('UPDATE hub_link SET next_number = ? + 1, acknowledged_through = ?, republish_due = 1').run(through, through);
}

/** Before each hello: a restored facility counts in a new epoch, and says its whole state and all its claims again. */
export function takeEpoch(raw: SqliteFile, epoch: string): HubLinkRow | undefined {
  return raw.transaction(() => {
    const link = readHubLink(raw);
    if (link === undefined || link.facility_epoch === epoch) return link;
    restartNumbers(raw);
    tellClaimsAgain(raw);
    raw.prepare('UPDATE hub_link SET facility_epoch = ?').run(epoch);
    return readHubLink(raw);
  })();
}

export function noteFailure(raw: SqliteFile, code: string, at: string): void {
  raw.prepare('UPDATE hub_link SET last_error = ?, last_error_at = ?').run(code, at);
}

export function markRepublished(raw: SqliteFile): void {
  raw.prepare('UPDATE hub_link SET republish_due = 0').run();
}
