import type { Database as Raw } from 'better-sqlite3';
import type { Row } from '../../db/schema/index.ts';
import { audit, type WriteScope } from '../../db/write.ts';
import { sharingRow } from './sharingRow.ts';

/** Who is paired with this facility, who is revoked, and the key that they know it by. */
export type SeatsNow = { sharing: Row<'seat_sharing'>; seats: Row<'seat'>[] };

/** Null where the database is older than seats. */
export function readSeats(raw: Raw): SeatsNow | null {
  const hasThem = raw.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'seat_sharing'").get() !== undefined;
  if (!hasThem) return null;
  return { sharing: sharingRow(raw), seats: raw.prepare('SELECT * FROM seat WHERE paired_at IS NOT NULL').all() as Row<'seat'>[] };
}

/**
 * A restore brings back the records of a former day, not its computers: who is paired now stays paired, and above all who was revoked since
 * the backup stays revoked. Inside a transaction.
 */
export function putSeats(w: WriteScope, { sharing, seats }: SeatsNow): void {
  const put = w.raw.prepare(
    `INSERT INTO seat (id, kind, name, token_hash, created_at, revoked_at, reach, public_key, paired_at, paired_by, last_seen_at, version)
     VALUES (@id, @kind, @name, @token_hash, @created_at, @revoked_at, @reach, @public_key, @paired_at,
             (SELECT id FROM user_account WHERE id = @paired_by), @last_seen_at, @version)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, revoked_at = excluded.revoked_at, last_seen_at = excluded.last_seen_at,
       version = max(seat.version, excluded.version)`,
  );
  for (const seat of seats) put.run(seat);
  w.raw
    .prepare(
      `UPDATE seat_sharing SET is_on = @is_on, port = @port, host_name = @host_name, private_key = @private_key, certificate = @certificate,
         version = max(version, @version) + 1`,
    )
    .run(sharing);
  w.touched.add('seat').add('seat_sharing');
  const revoked = seats.filter((seat) => seat.revoked_at !== null).length;
  audit(w, { action: 'restore', resource: 'seat', resourceId: '', body: { kept: seats.length - revoked, revoked } });
}
