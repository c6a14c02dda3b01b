import { listLabRanges } from '../../db/queries/laboratory.ts';
import type { Row } from '../../db/schema/index.ts';
import type { OwnLabRange } from '../../preload/contract/laboratory.ts';
import { ageInDays } from '../clinical/laboratory/ageBand.ts';
import type { LabRange } from '../clinical/laboratory/ranges.ts';
import type { Context } from '../facility/context.ts';

/** This laboratory's own ranges, as the rules take them. */
export async function ownRanges(db: Context['db']): Promise<LabRange[]> {
  return (await listLabRanges(db)).map((row) => ({
    loinc: row.loinc,
    unit: row.unit,
    sex: row.sex as LabRange['sex'],
    fromDays: ageInDays(row.from_age),
    beforeDays: ageInDays(row.before_age),
    criticalLow: row.critical_low,
    normalLow: row.normal_low,
    normalHigh: row.normal_high,
    criticalHigh: row.critical_high,
    source: row.source,
  }));
}

export function toOwnRange(row: Row<'lab_range'>): OwnLabRange {
  return {
    labRangeId: row.id,
    loinc: row.loinc,
    unit: row.unit,
    sex: row.sex as OwnLabRange['sex'],
    fromAge: row.from_age,
    beforeAge: row.before_age,
    criticalLow: row.critical_low,
    normalLow: row.normal_low,
    normalHigh: row.normal_high,
    criticalHigh: row.critical_high,
    source: row.source,
    edition: row.edition,
    version: row.version,
  };
}
