import { AppError } from '../../preload/contract/errors.ts';
import { delayAfter, freeTries } from '../../sync/security/delay.ts';
import type { Context } from '../facility/context.ts';

/** A seat is shared: tired people may mistype there one after the other. */
const freeTriesOfSeat = 8;

type Tries = { failed_sign_ins: number; locked_until: string | null };
export type TakenTry = { userId: string | undefined; account: Tries | undefined; seat: Tries | undefined };

/**
 * Counts a try against the account and the seat before the password is looked at: many tries at once gain nothing, and neither
 * does pulling the plug. Inside a transaction. @throws 'auth.locked_out' { seconds }
 */
export function takeTry(ctx: Context, userId: string | undefined): TakenTry {
  const account = ctx.raw.prepare('SELECT failed_sign_ins, locked_until FROM user_account WHERE id = ?').get(userId ?? '') as
    | Tries
    | undefined;
  const seat = ctx.raw.prepare('SELECT failed_sign_ins, locked_until FROM seat_delay WHERE seat_id = ?').get(ctx.seat.id) as
    | Tries
    | undefined;
  const now = ctx.now();
  const waitMs = Math.max(...[account, seat].map((tries) => (tries?.locked_until ? Date.parse(tries.locked_until) - Date.parse(now) : 0)));
  if (waitMs > 0) throw new AppError('auth.locked_out', { seconds: Math.ceil(waitMs / 1000) });

  const lockedAfter = (failures: number) => {
    const seconds = delayAfter(failures);
    return seconds === 0 ? null : new Date(Date.parse(now) + seconds * 1000).toISOString();
  };
  if (account && userId) {
    const failures = account.failed_sign_ins + 1;
    writeAccount(ctx, userId, { failed_sign_ins: failures, locked_until: lockedAfter(failures) });
  }
  const failures = (seat?.failed_sign_ins ?? 0) + 1;
  writeSeat(ctx, { failed_sign_ins: failures, locked_until: lockedAfter(failures - freeTriesOfSeat + freeTries) });
  return { userId, account, seat };
}

/** The password was right, but more is asked for: the try does not count. One that came meanwhile does. */
export function giveTryBack(ctx: Context, taken: TakenTry): void {
  const { userId, account = none, seat = none } = taken;
  if (userId) {
    ctx.raw
      .prepare('UPDATE user_account SET failed_sign_ins = ?, locked_until = ? WHERE id = ? AND failed_sign_ins = ?')
      .run(account.failed_sign_ins, account.locked_until, userId, account.failed_sign_ins + 1);
  }
  ctx.raw
    .prepare('UPDATE seat_delay SET failed_sign_ins = ?, locked_until = ? WHERE seat_id = ? AND failed_sign_ins = ?')
    .run(seat.failed_sign_ins, seat.locked_until, ctx.seat.id, seat.failed_sign_ins + 1);
}

const none: Tries = { failed_sign_ins: 0, locked_until: null };

export function clearTries(ctx: Context, userId: string): void {
  writeAccount(ctx, userId, { failed_sign_ins: 0, locked_until: null });
  writeSeat(ctx, { failed_sign_ins: 0, locked_until: null });
}

function writeAccount(ctx: Context, userId: string, tries: Tries): void {
  ctx.raw
    .prepare('UPDATE user_account SET failed_sign_ins = ?, locked_until = ? WHERE id = ?')
    .run(tries.failed_sign_ins, tries.locked_until, userId);
}

function writeSeat(ctx: Context, tries: Tries): void {
  ctx.raw
    .prepare(
      `INSERT INTO seat_delay (seat_id, failed_sign_ins, locked_until) VALUES (?, ?, ?)
       ON CONFLICT (seat_id) DO UPDATE SET failed_sign_ins = excluded.failed_sign_ins, locked_until = excluded.locked_until`,
    )
    .run(ctx.seat.id, tries.failed_sign_ins, tries.locked_until);
}
