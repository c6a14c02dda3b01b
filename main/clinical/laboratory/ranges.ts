import { join } from 'node:path';
import { resourcesDir } from '../../resources.ts';
import { readResourceTable } from '../../resourceTable.ts';
import { convertUnit } from '../units/ucum.ts';

/** A laboratory test as shipped. `molarMass` in g/mol where mass and molar units are both in use. */
export type LabTest = { loinc: string; name: string; unit: string; molarMass: number | null };

/** Inclusive limits in `unit`, for an age in completed months (`beforeMonths` excluded) and a sex ('' = both). */
export type LabRange = {
  loinc: string;
  unit: string;
  sex: '' | 'female' | 'male';
  fromDays: number;
  beforeDays: number;
  criticalLow: number | null;
  normalLow: number | null;
  normalHigh: number | null;
  criticalHigh: number | null;
  /** the facility's own, or where it comes from */ source: string;
};

export type LabCatalogue = { tests: ReadonlyMap<string, LabTest>; ranges: readonly LabRange[] };

const cataloguesByFolder = new Map<string, LabCatalogue>();

/** Source: resources/labs/SOURCE.md. */
export function loadLabCatalogue(folder: string = join(resourcesDir(), 'labs')): LabCatalogue {
  const loaded = cataloguesByFolder.get(folder) ?? readCatalogue(folder);
  cataloguesByFolder.set(folder, loaded);
  return loaded;
}

export type LabPerson = { sex: string; /** null = age not known */ ageDays: number | null };

/**
 * The range for this person, in the unit of the result: the facility's own before the shipped ones, one for the sex before one for both.
 * A range made for adults serves a child for critical limits only (`isForAdults`); where a test has children's ranges, adults' never do.
 */
export function labRange(ranges: readonly LabRange[], person: LabPerson, result: { loinc: string; unit: string; molarMass?: number | null }, own: readonly LabRange[] = []): (LabRange & { isForAdults: boolean }) | null {
  const days = person.ageDays ?? adultDays;
  const isMine = (range: LabRange) => range.loinc === result.loinc && (range.sex === '' || range.sex === person.sex);
  const [first, mine] = [own.filter(isMine), [...own, ...ranges].filter(isMine)];
  const fitting = (from: readonly LabRange[]) => {
    const fits = from.filter((range) => days >= range.fromDays && days < range.beforeDays);
    return fits.find((range) => range.sex !== '') ?? fits[0];
  };
  const found = fitting(first) ?? fitting(mine);
  const isForChildren = mine.some((range) => range.beforeDays <= adultDays);
  const adults = found || isForChildren || days >= adultDays ? undefined : mine.find((range) => range.fromDays >= adultDays);
  const range = found ?? adults;
  return range ? inUnit(range, result, range === adults) : null;
} // prettier-ignore

/** 18 years; from here on adults' ranges hold. */
export const adultDays = 6575;

function inUnit(range: LabRange, result: { unit: string; molarMass?: number | null }, isForAdults: boolean) {
  const convert = (limit: number | null) => (limit === null ? null : convertUnit(limit, range.unit, result.unit, result.molarMass));
  if (range.unit !== result.unit && convertUnit(1, range.unit, result.unit, result.molarMass) === null) return null;
  return {
    ...range,
    isForAdults,
    unit: result.unit,
    criticalLow: convert(range.criticalLow),
    normalLow: isForAdults ? null : convert(range.normalLow),
    normalHigh: isForAdults ? null : convert(range.normalHigh),
    criticalHigh: convert(range.criticalHigh),
  };
}

function readCatalogue(folder: string): LabCatalogue {
  const limit = (cell: string | undefined) => (cell === undefined || cell === '' ? null : Number(cell));
  const tests = readResourceTable(join(folder, 'tests.tsv')).map(([loinc = '', name = '', unit = '', molarMass]) => ({
    loinc,
    name,
    unit,
    molarMass: limit(molarMass),
  }));
  const ranges = readResourceTable(join(folder, 'ranges.tsv')).map(
    ([loinc = '', unit = '', sex = '', from = '', before = '', cl, nl, nh, ch, source = '']): LabRange => ({
      loinc,
      unit,
      sex: sex as LabRange['sex'],
      fromDays: Number(from),
      beforeDays: before === '' ? Infinity : Number(before),
      criticalLow: limit(cl),
      normalLow: limit(nl),
      normalHigh: limit(nh),
      criticalHigh: limit(ch),
      source,
    }),
  );
  return { tests: new Map(tests.map((test) => [test.loinc, test])), ranges };
}
