import { listLabRanges } from '../../db/queries/laboratory.ts';
import type { LabRangeContent } from '../../preload/contract/laboratory.ts';
import { ageOfDays } from '../clinical/laboratory/ageBand.ts';
import { type LabRange, loadLabCatalogue } from '../clinical/laboratory/ranges.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { labTests } from './catalogue.ts';
import { toOwnRange } from './ownRanges.ts';
import { panelsNow } from './panelsNow.ts';

export const listRanges: QueryHandler<'laboratory.ranges'> = async (ctx) => {
  const own = Map.groupBy((await listLabRanges(ctx.db)).map(toOwnRange), ({ loinc }) => loinc);
  const shipped = Map.groupBy(loadLabCatalogue().ranges.map(toContent), ({ loinc }) => loinc);
  return {
    tests: [...labTests().values()].map((test) => ({ ...test, own: own.get(test.loinc) ?? [], shipped: shipped.get(test.loinc) ?? [] })),
    panels: await panelsNow(ctx.db),
  };
};

function toContent({ fromDays, beforeDays, ...range }: LabRange): LabRangeContent {
  return { ...range, fromAge: ageOfDays(fromDays), beforeAge: ageOfDays(beforeDays), edition: '' };
}
