import type { Row } from '../../db/schema/index.ts';
import type { Output } from '../../preload/contract/index.ts';
import { newToken, sha256Hex } from '../../sync/security/tokens.ts';
import type { Context, Facility, Seat, SignedInUser } from '../facility/context.ts';

/** A session ends by itself; a working day with a long evening fits in. */
export const sessionHours = 12;

/** Opens a session for the seat. Inside a transaction. Only the token's hash is stored. */
export function startSession(ctx: Context, userId: string): { token: string; sessionId: string } {
  const token = newToken();
  const sessionId = ctx.newId();
  const now = ctx.now();
  const expires = new Date(Date.parse(now) + sessionHours * 3_600_000).toISOString();
  ctx.raw
    .prepare('INSERT OR IGNORE INTO seat (id, kind, name, created_at) VALUES (?, ?, ?, ?)')
    .run(ctx.seat.id, ctx.seat.kind, ctx.seat.kind, now);
  ctx.raw
    .prepare('INSERT INTO session (id, user_id, seat_id, token_hash, started_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)')
    .run(sessionId, userId, ctx.seat.id, sha256Hex(token), now, expires);
  return { token, sessionId };
}

/** The open session of this token at this seat: a token is worth nothing elsewhere. */
export function findSession(facility: Facility, seat: Seat, token: string): Pick<Row<'session'>, 'id' | 'user_id'> | undefined {
  return facility.raw
    .prepare(
      `SELECT s.id, s.user_id FROM session s JOIN user_account u ON u.id = s.user_id
       WHERE s.token_hash = ? AND s.seat_id = ? AND s.ended_at IS NULL AND s.expires_at > ? AND u.is_active = 1`,
    )
    .get(sha256Hex(token), seat.id, facility.now()) as Pick<Row<'session'>, 'id' | 'user_id'> | undefined;
}

/** Binds the user to the seat and answers what the window needs to know. */
export function takeSeat(facility: Facility, seat: Seat, userId: string, sessionId: string, token: string): Output<'session.signIn'> {
  const { raw } = facility;
  const user = raw.prepare('SELECT * FROM user_account WHERE id = ?').get(userId) as Row<'user_account'>;
  const practitioner = raw.prepare('SELECT * FROM practitioner WHERE user_id = ?').get(userId) as Row<'practitioner'>;
  const roles = raw.prepare('SELECT role_code FROM user_role WHERE user_id = ? ORDER BY role_code').pluck().all(userId) as string[];
  const permissions = raw
    .prepare('SELECT DISTINCT permission FROM role_permission JOIN user_role USING (role_code) WHERE user_id = ? ORDER BY permission')
    .pluck()
    .all(userId) as string[];
  const signedIn: SignedInUser = {
    userId,
    sessionId,
    practitionerId: practitioner.id,
    displayName: user.display_name,
    permissions: new Set(permissions),
  };
  seat.user = signedIn;
  return {
    token,
    user: { id: userId, username: user.username, displayName: user.display_name, practitionerId: practitioner.id },
    roles,
    permissions,
    preferences: { locale: user.locale === 'fr' ? 'fr' : 'en', theme: user.theme as 'auto' | 'light' | 'dark' },
  };
}
