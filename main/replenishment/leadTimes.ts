import type { ItemFacts } from '../../db/queries/replenishment.ts';
import type { ReorderWorking, ReplenishmentSettings } from '../../preload/contract/replenishment.ts';
import type { Context } from '../facility/context.ts';
import { measureSuppliers } from '../suppliers/figures.ts';

export type LeadTime = Pick<ReorderWorking, 'leadTimeDays' | 'leadTimeFrom'>;

/** Fewer deliveries say nothing about a supplier. */
const fewestDeliveries = 3;

/**
 * From the order to the shelf: what was laid down for the item; or what nine of ten deliveries of its last supplier took, as the plan has no
 * other reserve for late ones; or the facility's figure.
 */
export function leadTimes(ctx: Context, settings: Pick<ReplenishmentSettings, 'leadTimeDays'>): (item: Pick<ItemFacts, 'itemId' | 'leadTimeDays'>) => LeadTime {
  const { lines, of } = measureSuppliers(ctx);
  const lastOf = new Map<string, { supplierId: string; sentOn: string }>();
  for (const { itemId, supplierId, sentOn } of lines) {
    const before = lastOf.get(itemId);
    if (before === undefined || before.sentOn < sentOn) lastOf.set(itemId, { supplierId, sentOn });
  }
  return ({ itemId, leadTimeDays }) => {
    if (leadTimeDays !== null) return { leadTimeDays, leadTimeFrom: 'item' };
    const supplierId = lastOf.get(itemId)?.supplierId;
    const measured = supplierId === undefined ? null : of(supplierId);
    if (measured && measured.leadTimeP90 !== null && measured.deliveries >= fewestDeliveries)
      return { leadTimeDays: measured.leadTimeP90, leadTimeFrom: 'supplier' };
    return { leadTimeDays: settings.leadTimeDays, leadTimeFrom: 'facility' };
  };
} // prettier-ignore
