import type { LabTest } from '../../preload/contract/laboratory.ts';
import { loadLabCatalogue } from '../clinical/laboratory/ranges.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { fold } from '../patients/names.ts';
import { panelsNow } from './panelsNow.ts';
import { presenceTests } from './presenceTests.ts';

const most = 40;

/** Every test that can be asked for here, by LOINC. */
export function labTests(): ReadonlyMap<string, LabTest> {
  const measured = [...loadLabCatalogue().tests.values()].map(({ loinc, name, unit }) => ({ loinc, name, unit }));
  return new Map([...presenceTests, ...measured].map((test) => [test.loinc, test]));
}

/** Tests and panels with every typed word in their name; all of them when nothing is typed. */
export const catalogue: QueryHandler<'laboratory.catalogue'> = async (ctx, { text }) => {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const fits = (name: string) => words.every((word) => fold(name).includes(word));
  return {
    tests: [...labTests().values()]
      .filter(({ name, loinc }) => fits(name) || loinc === text.trim())
      .slice(0, words.length > 0 ? most : undefined),
    panels: (await panelsNow(ctx.db))
      .filter(({ name, isActive }) => isActive && fits(name))
      .map(({ code, name, loincs }) => ({ code, name, loincs })),
  };
};
