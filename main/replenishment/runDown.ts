import { addDays, type Day, daysBetween } from '../../preload/contract/dates.ts';
import { daysAMonth } from './consumption.ts';

/** In order of use: first expired first. Dispensing units; `value` in minor units of currency. */
export type LotLeft = { lotId: string; expiry: Day | null; onHand: number; value: number };
export type LotWaste = { lotId: string; waste: number; wasteValue: number };
export type RunDown = {
  /** for each lot in the order given: what will be left on its last day */
  lots: LotWaste[];
  /** the first day without any, at the present use; null when nothing is known of the use or it lasts over ten years */
  runsOutOn: Day | null;
};

const mostDays = 3650;

/**
 * Uses the lots up one after the other at the average use, each through its last day: what is left then will be thrown away.
 * A lot that is past its day is lost whole. Nothing is foreseen where nothing is known of the use.
 * Source: USAID | DELIVER, The Logistics Handbook (2011), chapters 3 and 8: first to expire, first out; months of stock against months to expiry.
 */
export function runDown(lots: readonly LotLeft[], amc: number | null, today: Day): RunDown {
  const aDay = (amc ?? 0) / daysAMonth;
  let used = 0;
  const wasted = lots.map(({ lotId, expiry, onHand, value }) => {
    if (expiry !== null && expiry < today) return { lotId, waste: onHand, wasteValue: value };
    if (amc === null) return { lotId, waste: 0, wasteValue: 0 };
    const untilThen = expiry === null ? Infinity : aDay * (daysBetween(today, expiry) + 1);
    const fromThis = expiry === null ? onHand : Math.min(onHand, Math.max(0, Math.floor(untilThen - used + 1e-6)));
    used += fromThis;
    const waste = onHand - fromThis;
    return { lotId, waste, wasteValue: onHand === 0 ? 0 : Math.round((value * waste) / onHand) };
  });
  const days = aDay === 0 ? Infinity : Math.floor(used / aDay + 1e-6);
  return { lots: wasted, runsOutOn: days > mostDays ? null : addDays(today, days) };
}
