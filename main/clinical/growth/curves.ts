import { type GrowthIndicator, type GrowthSex, type GrowthStandards, lmsAtAge, lmsAtLength } from './standards.ts';
import { valueAtZ } from './zScore.ts';

export type GrowthCurve = { z: number; points: [x: number, y: number][] };

/** The lines that WHO prints. */
const drawn = [-3, -2, -1, 0, 1, 2, 3] as const;

/**
 * WHO's curves between two ages (days), or two lengths (cm) for weight-for-length; about `steps` points a line.
 * Age curves are cut where the table changes from lying to standing: the step of 0.7 cm is real.
 */
export function growthCurves(
  standards: GrowthStandards,
  at: { indicator: GrowthIndicator; sex: GrowthSex; from: number; to: number; position?: 'lying' | 'standing'; steps?: number },
): GrowthCurve[] {
  const { indicator, sex, from, to, position = 'standing', steps = 80 } = at;
  const rows = places(from, to, steps).flatMap((x) => {
    const lms = indicator === 'weight-for-length' ? lmsAtLength(standards, position, sex, x) : lmsAtAge(standards, indicator, sex, x);
    return lms ? [{ x, lms }] : [];
  });
  return drawn.map((z) => ({
    z,
    points: rows.map(({ x, lms }): [number, number] => [x, Math.round(valueAtZ(indicator, z, lms) * 1000) / 1000]),
  }));
}

function places(from: number, to: number, steps: number): number[] {
  const step = Math.max((to - from) / steps, 0.1);
  const all = Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, at) => Math.round((from + at * step) * 10) / 10);
  return all.at(-1) === to ? all : [...all, to];
}
