import type { LabResult } from '../../../preload/contract/laboratory.ts';

export type CumulativeRow = {
  loinc: string;
  name: string;
  /** of the newest result; results in another unit are shown in the table, not in the plot */
  unit: string;
  newest: LabResult;
  /** oldest first */
  all: readonly LabResult[];
  /** one for each column */
  cells: readonly (LabResult | undefined)[];
};

/** Results newest first become a table: the newest `most` specimens as columns, every test as a row, in alphabetical order. */
export function cumulate(results: readonly LabResult[], most: number): { columns: string[]; rows: CumulativeRow[] } {
  const columns = [...new Set(results.map(({ effectiveAt }) => effectiveAt))].slice(0, most);
  const rows = [...Map.groupBy(results, ({ loinc }) => loinc)].map(([loinc, all]): CumulativeRow => {
    const newest = all[0]!;
    const cells = columns.map((at) => all.find(({ effectiveAt }) => effectiveAt === at));
    return { loinc, name: newest.name, unit: newest.unit, newest, all: all.toReversed(), cells };
  });
  return { columns, rows: rows.toSorted((a, b) => a.name.localeCompare(b.name)) };
}
