import type { EarlyWarning } from '../../../preload/contract/observations.ts';

/** A score comes with its parts: who reads it must see what it rests on and what is missing. */
export type Part = EarlyWarning['parts'][number];
type Sign = Part['sign'];

export function missing(sign: Sign): Part {
  return { sign, value: null, points: null };
}

export function part(sign: Sign, value: number | undefined, pointsOf: (value: number) => number): Part {
  return value === undefined ? missing(sign) : { sign, value, points: pointsOf(value) };
}

/** The points of what was measured: with something missing, the least that the score can be. */
export function summed(system: EarlyWarning['system'], maximum: number, parts: Part[]): Omit<EarlyWarning, 'level'> {
  const scored = parts.filter((one) => one.points !== null);
  return {
    system,
    score: scored.reduce((sum, one) => sum + (one.points ?? 0), 0),
    maximum,
    parts,
    measured: scored.length,
    of: parts.length,
  };
}
