import type { ItemFacts } from '../../db/queries/replenishment.ts';
import { addDays } from '../../preload/contract/dates.ts';
import type { ReorderWorking, ReplenishmentSettings } from '../../preload/contract/replenishment.ts';
import type { LeadTime } from './leadTimes.ts';
import { packsToOrder, planReorder, type spreadOf, zOf } from './reorder.ts';
import { type LotLeft, runDown } from './runDown.ts';

export type ToPlan = {
  facts: Pick<ItemFacts, 'minimum' | 'maximum' | 'packSize'>;
  amc: number | null;
  spread: ReturnType<typeof spreadOf>;
  /** as every screen shows it */
  usable: number;
  lots: readonly LotLeft[];
  onOrder: number;
  leadTime: LeadTime;
  settings: Pick<ReplenishmentSettings, 'reviewDays' | 'serviceLevel'>;
  today: string;
};

/**
 * The whole plan of an item. What will expire unused before the order after this one could be here is not counted as stock:
 * an order put off for it would come too late.
 */
export function planItem({ facts, amc, spread, usable, lots, onOrder, leadTime, settings, today }: ToPlan): ReorderWorking {
  const { reviewDays, serviceLevel } = settings;
  const { minimum, maximum, packSize } = facts;
  const plan = planReorder(amc, spread, { leadTimeDays: leadTime.leadTimeDays, reviewDays, serviceLevel, minimum, maximum });
  const inDate = lots.filter(({ expiry }) => expiry === null || expiry >= today);
  const down = runDown(inDate, amc, today);
  const horizon = addDays(today, leadTime.leadTimeDays + reviewDays);
  const lost = inDate.reduce((sum, { expiry }, at) => sum + (expiry !== null && expiry <= horizon ? (down.lots[at]?.waste ?? 0) : 0), 0);
  const expiring = Math.min(usable, lost);
  const packs = packsToOrder(plan, usable - expiring + onOrder, packSize);
  return {
    amc,
    usable,
    onOrder,
    expiring,
    ...leadTime,
    reviewDays,
    serviceLevel,
    z: zOf[serviceLevel],
    deviation: spread?.deviation ?? null,
    deviationMonths: spread?.months ?? 0,
    ...plan,
    minimum,
    maximum,
    packSize,
    packs,
    quantity: packs * packSize,
    runsOutOn: usable === 0 ? today : down.runsOutOn,
  };
}
