import { tidy } from '../../preload/contract/amounts.ts';

export type Rounding = { value: number; step: number; isDown: boolean };

/**
 * To the nearest of `step`; down where the nearest would pass `most` or `isDownOnly`. null where nothing that can be measured lies above zero.
 * The error is less than half a step, or less than one where it had to go down.
 */
export function roundDose(
  exact: number,
  step: number,
  { most = Infinity, isDownOnly = false }: { most?: number; isDownOnly?: boolean } = {},
): Rounding | null {
  if (!(exact > 0) || !(step > 0)) return null;
  const steps = exact / step;
  const tolerance = 1e-9 * Math.max(1, steps);
  const down = Math.floor(steps + tolerance);
  const nearest = isDownOnly ? down : Math.round(steps - tolerance);
  const isTooMuch = nearest * step > most * (1 + 1e-9);
  const chosen = isTooMuch ? Math.min(down, Math.floor(most / step + 1e-9)) : nearest;
  return chosen > 0 ? { value: tidy(chosen * step), step, isDown: chosen < steps - tolerance && (isTooMuch || isDownOnly) } : null;
}
