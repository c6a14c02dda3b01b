import { prepared } from '../../db/statements.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Facility, Seat } from '../facility/context.ts';

type Standing = {
  ended_at: string | null;
  expires_at: string;
  is_active: number;
  locked_at: string | null;
  last_input_at: string;
  idle_lock_minutes: number;
  must_enrol_totp: number;
};

const whileLocked: readonly string[] = ['session.unlock', 'session.lock', 'session.check', 'session.signOut'];
const whileEnrolling: readonly string[] = [
  ...whileLocked,
  'session.prove',
  'session.beginTotp',
  'session.confirmTotp',
  'session.setPreferences',
  'accounts.me',
];

/** A window tells of input every half minute; one that says nothing for longer than its idle time is locked all the same. */
const graceMs = 60_000;

/**
 * Asked before every call of somebody who is signed in: is the session still open, unlocked and complete? What another seat did
 * to it counts with the next call. @throws 'auth.signed_out', 'auth.locked', 'auth.totp_setup_needed'
 */
export function assertSessionStands(facility: Facility, seat: Seat, method: string): void {
  if (!seat.user || seat.user.sessionId === '') return; // the program's own seats have no session
  const found = findStanding(facility, seat.user.sessionId);
  if (!found || found.ended_at !== null || found.expires_at <= facility.now() || found.is_active === 0) {
    seat.user = null;
    throw new AppError('auth.signed_out');
  }
  if (isStandingLocked(found, facility.now()) && !whileLocked.includes(method)) throw new AppError('auth.locked');
  if (found.must_enrol_totp === 1 && !whileEnrolling.includes(method)) throw new AppError('auth.totp_setup_needed');
}

export function isSessionLocked(facility: Facility, sessionId: string): boolean {
  const found = findStanding(facility, sessionId);
  return found !== undefined && isStandingLocked(found, facility.now());
}

function isStandingLocked(standing: Standing, now: string): boolean {
  const idleMs = Date.parse(now) - Date.parse(standing.last_input_at);
  return standing.locked_at !== null || idleMs > standing.idle_lock_minutes * 60_000 + graceMs;
}

function findStanding(facility: Facility, sessionId: string): Standing | undefined {
  return prepared(
    facility.raw,
    `SELECT s.ended_at, s.expires_at, u.is_active, t.locked_at, t.last_input_at, t.idle_lock_minutes, t.must_enrol_totp
     FROM session s JOIN session_state t ON t.session_id = s.id JOIN user_account u ON u.id = s.user_id WHERE s.id = ?`,
  ).get(sessionId) as Standing | undefined;
}
