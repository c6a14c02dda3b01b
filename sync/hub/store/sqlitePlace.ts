import type { Database as SqliteFile } from 'better-sqlite3';
import { AppError } from '../../../preload/contract/errors.ts';
import { PlaceLost } from './store.ts';

/** Whether this connection still holds the facility's one place. @throws 'hub.unknown_facility', 'hub.revoked'; PlaceLost */
export function placeOf(file: SqliteFile) {
  const readFacility = file.prepare<[string], { no: number; epoch: string; through: number; session: number; revokedAt: string | null }>(
    'SELECT no, epoch, acknowledged_through AS through, session, revoked_at AS revokedAt FROM facility WHERE id = ?',
  );
  return (facility: string, session: number | undefined) => {
    const found = readFacility.get(facility);
    if (found === undefined) throw new AppError('hub.unknown_facility');
    if (session !== undefined && found.revokedAt !== null) throw new AppError('hub.revoked');
    if (session !== undefined && found.session !== session) throw new PlaceLost('hub.replaced');
    return found;
  };
}
