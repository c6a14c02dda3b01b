import { join } from 'node:path';
import type { VitalSign } from '../../../preload/contract/encounters.ts';
import { resourcesDir } from '../../resources.ts';
import { readResourceTable } from '../../resourceTable.ts';

/** Inclusive limits in the sign's stored unit; null = none given. */
export type VitalRange = {
  criticalLow: number | null;
  normalLow: number | null;
  normalHigh: number | null;
  criticalHigh: number | null;
};
type Row = VitalRange & { sign: string; fromMonths: number; beforeMonths: number };

export type VitalFlag = '' | 'low' | 'high' | 'critical';

let rows: readonly Row[] | undefined;

/** What is usual at this age in completed months; null for signs without a sourced range. Source: resources/vitals/SOURCE.md. */
export function vitalRange(sign: VitalSign, ageMonths: number): VitalRange | null {
  rows ??= readResourceTable(join(resourcesDir(), 'vitals', 'ranges.tsv')).map(toRow);
  return rows.find((row) => row.sign === sign && ageMonths >= row.fromMonths && ageMonths < row.beforeMonths) ?? null;
}

/** At a critical limit a value counts as critical; at a normal limit it is still normal. */
export function vitalFlag(range: VitalRange | null, value: number): VitalFlag {
  if (!range) return '';
  const { criticalLow, normalLow, normalHigh, criticalHigh } = range;
  if ((criticalLow !== null && value <= criticalLow) || (criticalHigh !== null && value >= criticalHigh)) return 'critical';
  if (normalLow !== null && value < normalLow) return 'low';
  return normalHigh !== null && value > normalHigh ? 'high' : '';
}

function toRow([sign = '', from = '', before = '', ...limits]: readonly string[]): Row {
  const [criticalLow, normalLow, normalHigh, criticalHigh] = limits.map((cell) => (cell === '' ? null : Number(cell)));
  return {
    sign,
    fromMonths: Number(from),
    beforeMonths: before === '' ? Infinity : Number(before),
    criticalLow: criticalLow ?? null,
    normalLow: normalLow ?? null,
    normalHigh: normalHigh ?? null,
    criticalHigh: criticalHigh ?? null,
  };
}
