import type { GrowthSpan } from '../../preload/contract/observations.ts';
import { growthCurves } from '../clinical/growth/curves.ts';
import { loadGrowthStandards } from '../clinical/growth/standards.ts';
import type { QueryHandler } from '../facility/handlers.ts';

const days: Record<GrowthSpan, readonly [number, number]> = { 'birth-to-2': [0, 730], 'birth-to-5': [0, 1826], '5-to-19': [1827, 6969] };

/** Over lengths the span says which table: lying before 2 years, standing after. */
export const growthCurvesFor: QueryHandler<'observations.growthCurves'> = async (_ctx, { sex, indicator, span }) => {
  const isByLength = indicator === 'weight-for-length';
  const isLying = span === 'birth-to-2';
  const [from, to] = isByLength ? (isLying ? [45, 110] : [65, 120]) : days[span];
  const curves = growthCurves(loadGrowthStandards(), { indicator, sex, from, to, position: isLying ? 'lying' : 'standing' });
  return { x: isByLength ? 'cm' : 'days', from, to, curves };
};
