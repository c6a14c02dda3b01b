import { type Amount, type AmountUnit, convertAmount, tidy } from './amounts.ts';

/** Drops in a millilitre by giving set. Source: ISO 8536-4 (20, blood sets 10 or 15) and 8536-5 (60, burette sets). */
export const dropFactors = [10, 15, 20, 60] as const;
export type DropFactor = (typeof dropFactors)[number];

/** mL/h. */
export function flowOf(volumeMl: number, hours: number): number {
  if (!(volumeMl > 0) || !(hours > 0)) throw new Error('an infusion without a volume or a time');
  return tidy(volumeMl / hours);
}

/** Whole drops in a minute, and the flow that they really give: nobody counts half a drop. */
export function dropsPerMinute(mlPerHour: number, factor: DropFactor): { exact: number; drops: number; mlPerHour: number } {
  const exact = tidy((mlPerHour * factor) / 60);
  const drops = Math.round(exact);
  return { exact, drops, mlPerHour: tidy((drops * 60) / factor) };
}

/**
 * mL/h for a dose by time: `rate` for each kg or m2 (`size`) or for the person (size 1), in a minute or an hour, of what `amount` in `volumeMl` holds.
 * null where the units of the two say nothing about each other.
 */
export function pumpRate(infusion: {
  rate: number;
  rateUnit: AmountUnit;
  each: 'h' | 'min';
  size: number;
  amount: Amount;
  volumeMl: number;
}): { perHour: Amount; perMl: Amount; mlPerHour: number } | null {
  const { rate, rateUnit, each, size, amount, volumeMl } = infusion;
  const held = convertAmount(amount.value, amount.unit, rateUnit);
  if (held === null || !(held > 0) || !(volumeMl > 0) || !(size > 0) || !(rate > 0)) return null;
  const perHour = tidy(rate * size * (each === 'min' ? 60 : 1));
  const perMl = tidy(held / volumeMl);
  return { perHour: { value: perHour, unit: rateUnit }, perMl: { value: perMl, unit: rateUnit }, mlPerHour: tidy(perHour / perMl) };
}
