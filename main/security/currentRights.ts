import { findRights } from '../../db/queries/accounts.ts';
import type { Facility, Seat } from '../facility/context.ts';

/** What the seat's user may do is read anew for each call: a role that changed counts at once, a deactivated account is out. */
export function refreshRights(facility: Facility, seat: Seat): void {
  const { user } = seat;
  if (!user) return;
  const rights = findRights(facility.raw, user.userId);
  seat.user = rights && { ...user, permissions: new Set(rights) };
}
