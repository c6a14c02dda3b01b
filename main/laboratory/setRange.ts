import { listLabRanges } from '../../db/queries/laboratory.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type LabRangeContent, presenceUnit } from '../../preload/contract/laboratory.ts';
import { ageInDays } from '../clinical/laboratory/ageBand.ts';
import { loadLabCatalogue } from '../clinical/laboratory/ranges.ts';
import { convertUnit, toUcum } from '../clinical/units/ucum.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { labTests } from './catalogue.ts';

/** @throws 'not_found', 'result.unit' { loinc, expected }, 'range.order', 'range.empty', 'range.overlap' { fromAge }, 'version.conflict' */
export const setRange: CommandHandler<'laboratory.setRange'> = {
  run: async (ctx, { labRangeId, version, reason, ...range }) => {
    const unit = toUcum(range.unit);
    assertMeasures(range.loinc, unit);
    assertInOrder(range);
    const others = (await listLabRanges(ctx.db)).filter(({ id, loinc }) => loinc === range.loinc && id !== labRangeId);
    const [from, before] = [ageInDays(range.fromAge), ageInDays(range.beforeAge)];
    const over = others.find(
      (other) => other.sex === range.sex && ageInDays(other.from_age) < before && from < ageInDays(other.before_age),
    );
    if (over) throw new AppError('range.overlap', { fromAge: over.from_age });
    const row = {
      loinc: range.loinc,
      unit,
      sex: range.sex,
      from_age: range.fromAge,
      before_age: range.beforeAge,
      critical_low: range.criticalLow,
      normal_low: range.normalLow,
      normal_high: range.normalHigh,
      critical_high: range.criticalHigh,
      source: range.source,
      edition: range.edition,
    };
    if (labRangeId === null) {
      const id = ctx.newId();
      insert(ctx, 'lab_range', { id, ...row });
      return { labRangeId: id, version: 1 };
    }
    return { labRangeId, version: amend(ctx, 'lab_range', labRangeId, row, { version, reason }) };
  },
};

/** It stays in the file and its history; the shipped range counts again. @throws 'version.conflict' */
export const withdrawRange: CommandHandler<'laboratory.withdrawRange'> = {
  run: async (ctx, { labRangeId, version, reason }) => {
    amend(ctx, 'lab_range', labRangeId, { is_active: 0 }, { version, reason });
    return {};
  },
};

function assertMeasures(loinc: string, unit: string): void {
  const test = labTests().get(loinc);
  if (!test) throw new AppError('not_found', { resource: 'LabTest' });
  const molarMass = loadLabCatalogue().tests.get(loinc)?.molarMass ?? null;
  if (test.unit === presenceUnit || convertUnit(1, unit, test.unit, molarMass) === null) {
    throw new AppError('result.unit', { loinc, expected: test.unit });
  }
}

/** Critical low below normal low below normal high below critical high, as far as they are given; an end after its beginning. */
function assertInOrder(range: LabRangeContent): void {
  const limits = [range.criticalLow, range.normalLow, range.normalHigh, range.criticalHigh].filter((limit) => limit !== null);
  if (limits.length === 0) throw new AppError('range.empty');
  const areRising = limits.every((limit, at) => at === 0 || limits[at - 1]! < limit);
  if (!areRising || ageInDays(range.fromAge) >= ageInDays(range.beforeAge)) throw new AppError('range.order');
}
