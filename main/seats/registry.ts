import { insert } from '../../db/write.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type Context, type Facility, inTransaction } from '../facility/context.ts';

/** A browser that has not come for so long pairs again. */
const daysOfToken = 90;

export type KnownSeat = Pick<Row<'seat'>, 'id' | 'kind' | 'public_key' | 'revoked_at'>;
export type NewSeat = { id: string; kind: 'window' | 'browser'; reach: 'here' | 'lan'; name: string } & (
  | { tokenHash: string }
  | { publicKey: string }
);

/** The seat of a browser's cookie, unless it was revoked or forgotten. */
export function findByToken(facility: Facility, tokenHash: string, reach: 'here' | 'lan'): KnownSeat | undefined {
  const oldest = new Date(Date.parse(facility.now()) - daysOfToken * 86_400_000).toISOString();
  return facility.raw
    .prepare(
      `SELECT id, kind, public_key, revoked_at FROM seat
       WHERE token_hash = ? AND reach = ? AND revoked_at IS NULL AND coalesce(last_seen_at, created_at) > ?`,
    )
    .get(tokenHash, reach, oldest) as KnownSeat | undefined;
}

export function findSeat(facility: Facility, id: string): KnownSeat | undefined {
  return facility.raw.prepare('SELECT id, kind, public_key, revoked_at FROM seat WHERE id = ?').get(id) as KnownSeat | undefined;
}

export function isRevoked(facility: Facility, id: string): boolean {
  return (findSeat(facility, id)?.revoked_at ?? null) !== null;
}

/** @throws 'not_found' for what is no paired seat */
export function assertPaired(ctx: Context, id: string): KnownSeat {
  const found = ctx.raw.prepare('SELECT id, kind, public_key, revoked_at FROM seat WHERE id = ? AND paired_at IS NOT NULL').get(id);
  if (!found) throw new AppError('not_found', { resource: 'Device' });
  return found as KnownSeat;
}

export async function keepSeat(ctx: Context, seat: NewSeat, pairedBy: string | null): Promise<void> {
  const now = ctx.now();
  await inTransaction(ctx, (inside) =>
    insert(inside, 'seat', {
      id: seat.id,
      kind: seat.kind,
      reach: seat.reach,
      name: seat.name,
      token_hash: 'tokenHash' in seat ? seat.tokenHash : null,
      public_key: 'publicKey' in seat ? seat.publicKey : null,
      created_at: now,
      paired_at: now,
      paired_by: pairedBy,
    }),
  );
}

/** Came or went. Not in the audit: who signs in there is. */
export async function noteSeen(facility: Facility, seatId: string): Promise<void> {
  await facility.exclusive(() => facility.raw.prepare('UPDATE seat SET last_seen_at = ? WHERE id = ?').run(facility.now(), seatId));
  facility.announce(new Set(['seat']));
}
