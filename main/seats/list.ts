import type { SeatCard } from '../../preload/contract/seats.ts';
import type { QueryHandler } from '../facility/handlers.ts';

type Listed = Omit<SeatCard, 'isOnline' | 'isThis' | 'userNames'> & { userNames: string };

/** Paired seats; windows of this computer come and go without one. */
export const listSeats: QueryHandler<'seats.list'> = async (ctx) => {
  const rows = ctx.raw
    .prepare(
      `SELECT s.id AS seatId, s.name, s.kind, s.reach, s.paired_at AS pairedAt, u.display_name AS pairedByName, s.last_seen_at AS lastSeenAt,
              s.revoked_at AS revokedAt, s.version,
              (SELECT json_group_array(DISTINCT who.display_name) FROM session JOIN user_account who ON who.id = session.user_id
               WHERE session.seat_id = s.id AND session.ended_at IS NULL AND session.expires_at > ?) AS userNames
       FROM seat s LEFT JOIN user_account u ON u.id = s.paired_by
       WHERE s.paired_at IS NOT NULL ORDER BY s.revoked_at IS NOT NULL, s.paired_at DESC, s.id DESC LIMIT 500`,
    )
    .all(ctx.now()) as Listed[];
  return {
    seats: rows.map((row) => ({
      ...row,
      userNames: JSON.parse(row.userNames) as string[],
      isOnline: row.revokedAt === null && ctx.facility.seats.presence.has(row.seatId),
      isThis: row.seatId === ctx.seat.id,
    })),
  };
};
