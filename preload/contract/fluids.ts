import { tidy } from './amounts.ts';

/** One step of a fluid calculation: `rate` mL for each kg (or, in plan A, for each loose stool), `volume` mL, over `hours`. */
export type FluidPart = { kg: number; rate: number; volume: number };

/**
 * Maintenance of a child in mL a day: 100 mL/kg for the first 10 kg, 50 mL/kg for the next 10, 20 mL/kg above. Not in the first month of life.
 * Source: Holliday MA, Segar WE, Pediatrics 1957;19:823-832.
 */
export function maintenanceFluid(weightKg: number): { parts: FluidPart[]; perDay: number; perHour: number } {
  if (!(weightKg > 0)) throw new Error('a maintenance without a weight');
  const parts: FluidPart[] = [];
  let from = 0;
  for (const { to, rate } of [
    { to: 10, rate: 100 },
    { to: 20, rate: 50 },
    { to: Infinity, rate: 20 },
  ]) {
    const kg = tidy(Math.min(weightKg, to) - from);
    if (kg > 0) parts.push({ kg, rate, volume: tidy(kg * rate) });
    from = to;
    if (weightKg <= to) break;
  }
  const perDay = tidy(parts.reduce((sum, part) => sum + part.volume, 0));
  return { parts, perDay, perHour: tidy(perDay / 24) };
}

/** `perStool` mL after each loose stool; `most` null: as much as is wanted. Source: WHO, The treatment of diarrhoea, 4th revision, 2005, Plan A. */
export function planA(ageMonths: number): { from: number; to: number | null } {
  if (ageMonths < 24) return { from: 50, to: 100 };
  return ageMonths < 120 ? { from: 100, to: 200 } : { from: 200, to: null };
}

/** ORS over 4 hours: 75 mL/kg. Source: WHO, The treatment of diarrhoea, 4th revision, 2005, Plan B. */
export function planB(weightKg: number): FluidPart & { hours: number } {
  return { kg: weightKg, rate: 75, volume: tidy(weightKg * 75), hours: 4 };
}

/**
 * Ringer's lactate (or normal saline) into a vein, 100 mL/kg: 30 mL/kg first, then 70 mL/kg; under 12 months over 1 and 5 hours, else over 30
 * minutes and 2½ hours. Not for a child with severe acute malnutrition.
 * Source: WHO, The treatment of diarrhoea, 4th revision, 2005, Plan C.
 */
export function planC(weightKg: number, ageMonths: number): (FluidPart & { hours: number; perHour: number })[] {
  const [first, then] = ageMonths < 12 ? [1, 5] : [0.5, 2.5];
  return [
    { rate: 30, hours: first ?? 1 },
    { rate: 70, hours: then ?? 5 },
  ].map(({ rate, hours }) => ({ kg: weightKg, rate, hours, volume: tidy(weightKg * rate), perHour: tidy((weightKg * rate) / hours) }));
}
