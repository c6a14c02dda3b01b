import { publish } from '../../db/write.ts';
import { addDays } from '../../preload/contract/dates.ts';
import { type Context, type Facility, inTransaction, makeContext, type Seat } from '../facility/context.ts';
import { signingKey } from '../prescriptionSeals/keys.ts';
import { readItem } from '../inventory/stockLevel.ts';
import { republishTransfers } from '../requisitions/hear.ts';
import { publishAuditHead } from './publishAuditHead.ts';
import { publishAlert } from './publishAlert.ts';
import { publishProfile } from './publishProfile.ts';
import { publishStock } from './publishStock.ts';

const program: Seat = { id: 'republish', kind: 'command', user: null };
const itemsAtOnce = 50;
/** A hub that was restored from an older backup shows an alert as open until it hears again that it ended. */
const endedAlertDays = 60;

/** Says the whole current state again: after enrolment, and after a restore of either side. */
export async function republish(facility: Facility): Promise<void> {
  const ctx = makeContext(facility, program);
  await inTransaction(ctx, (inside) => {
    signingKey(inside, facility.self); // the first one, so that others have it before the first paper reaches them
    publishProfile(inside, facility.self);
  });
  await inTransaction(ctx, (inside) => publishAuditHead(inside, facility.self.id));
  const items = await facility.db.selectFrom('item').select('id').orderBy('id').execute();
  for (let from = 0; from < items.length; from += itemsAtOnce) {
    await inTransaction(ctx, (inside) => {
      for (const { id } of items.slice(from, from + itemsAtOnce)) publishStock(inside, id);
    });
  }
  await inTransaction(ctx, republishAlerts);
  await inTransaction(ctx, republishTransfers);
}

async function republishAlerts(ctx: Context): Promise<void> {
  const since = addDays(ctx.today(), -endedAlertDays);
  const alerts = await ctx.db
    .selectFrom('alert')
    .selectAll()
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>=', since)]))
    .execute();
  for (const alert of alerts) {
    const item = alert.item_id === null ? undefined : readItem(ctx, alert.item_id);
    publishAlert(ctx, alert, item?.row);
  }
  const ours = ctx.db.selectFrom('alert').select('id');
  const seen = await ctx.db.selectFrom('acknowledgement').select(['alert_id', 'at']).where('alert_id', 'not in', ours).execute();
  for (const { alert_id, at } of seen) publish(ctx, 'ack', alert_id, { at });
}
