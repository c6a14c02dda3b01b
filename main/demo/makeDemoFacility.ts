import type { Facility, Seat } from '../facility/context.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { NewAccount } from '../facility/createFacility.ts';
import type { Host } from '../facility/host.ts';
import { makeFacility } from '../facility/setUp.ts';
import type { DemoFacility } from './facilities.ts';
import { countUp } from './countUp.ts';
import { houseUp } from './houseUp.ts';
import { orderUp } from './orderUp.ts';
import { receiveUp } from './receiveUp.ts';
import { stockUp } from './stockUp.ts';

/** A seat of the program itself, acting for one of the facility's people. */
export function seatFor(facility: Facility, username: string): Seat {
  const row = facility.raw
    .prepare(
      'SELECT u.id AS userId, u.display_name AS displayName, p.id AS practitionerId FROM user_account u JOIN practitioner p ON p.user_id = u.id WHERE u.username = ?',
    )
    .get(username) as { userId: string; displayName: string; practitionerId: string };
  const permissions = facility.raw
    .prepare('SELECT permission FROM role_permission JOIN user_role USING (role_code) WHERE user_id = ?')
    .pluck()
    .all(row.userId) as string[];
  return { id: `demo-${username}`, kind: 'command', user: { ...row, sessionId: '', permissions: new Set(permissions) } };
}

/** A whole facility with its people and full shelves. */
export async function makeDemoFacility(host: Host, demo: DemoFacility, people: readonly NewAccount[]): Promise<Facility> {
  const { opened } = await makeFacility(host, demo.facility, people);
  await inTransaction(makeContext(opened, seatFor(opened, 'grace')), (ctx) => stockUp(ctx, demo.shelves));
  if (demo.key === 'clinic') await inTransaction(makeContext(opened, seatFor(opened, 'grace')), orderUp);
  if (demo.key === 'clinic') await inTransaction(makeContext(opened, seatFor(opened, 'grace')), receiveUp);
  if (demo.key === 'clinic') {
    const manager = seatFor(opened, 'admin');
    await inTransaction(makeContext(opened, seatFor(opened, 'grace')), (ctx) =>
      countUp(ctx, { ...makeContext(opened, manager), db: ctx.db, touched: ctx.touched }),
    );
    await inTransaction(makeContext(opened, manager), houseUp);
  }
  return opened;
}
