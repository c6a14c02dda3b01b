import { severities } from '../../../preload/contract/safety.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import type { PackTable } from '../../../sync/packs/format.ts';
import type { TableRows } from '../load.ts';
import { readPatientRule } from '../patientRules.ts';
import { rowKey } from './merge.ts';
import { packOnlyTables } from './table.ts';

/** What is shipped: names of tables with their columns, and their rows. */
export type Shipped = { columns: ReadonlyMap<string, readonly string[]>; rows: TableRows };

/** `row` counts from 1 below the heads. */
type Problem = { table: string; row: number; problem: RowProblem; value: string };
type RowProblem =
  | 'cells'
  | 'characters'
  | 'ingredient'
  | 'class'
  | 'list'
  | 'foreign_list'
  | 'severity'
  | 'level'
  | 'name_kind'
  | 'rule'
  | 'number'
  | 'twice';

const longestCell = 20_000; // the members of a class
const nameKinds: readonly string[] = ['inn', 'synonym', 'brand', 'combination', 'french'];

/**
 * Whether these tables can stand beside what is shipped: tables and columns of the program, each row whole, nothing refers to what is not there.
 * A pack that is not the publisher's speaks under lists of its own: nobody's rule is shown as ANSM's.
 * @throws 'knowledge.unknown_table' { table }, 'knowledge.wrong_columns' { table, columns }, 'knowledge.bad_row' { table, row, problem, value }
 */
export function checkTables(tables: readonly PackTable[], shipped: Shipped, isPublisher: boolean): void {
  const seen = new Set<string>();
  for (const { name, columns, mode } of tables) {
    const expected = shipped.columns.get(name) ?? packOnlyTables[name];
    if (!expected || seen.has(name) || (mode === 'replace' && !isPublisher)) throw new AppError('knowledge.unknown_table', { table: name });
    seen.add(name);
    if (columns.join('\t') !== expected.join('\t'))
      throw new AppError('knowledge.wrong_columns', { table: name, columns: expected.join(', ') });
  }
  const problem = firstProblem(tables, shipped, isPublisher);
  if (problem) throw new AppError('knowledge.bad_row', problem);
}

function firstProblem(tables: readonly PackTable[], shipped: Shipped, isPublisher: boolean): Problem | undefined {
  const look = references(tables, shipped, isPublisher);
  for (const table of tables) {
    const keys = new Set<string>();
    for (const [at, row] of table.rows.entries()) {
      const wrong = (problem: RowProblem, value = '') => ({ table: table.name, row: at + 1, problem, value: value.slice(0, 80) });
      if (row.length !== table.columns.length) return wrong('cells');
      const strange = row.find((cell) => cell.length > longestCell || /\p{Cc}|\uFFFD/u.test(cell));
      if (strange !== undefined) return wrong('characters', strange);
      const key = rowKey(table, row);
      if (keys.has(key)) return wrong('twice', key.replaceAll('\t', ' '));
      keys.add(key);
      for (const [column, name] of table.columns.entries()) {
        const problem = look(table.name, name, row[column] ?? '', row, table.columns);
        if (problem) return wrong(problem, row[column]);
      }
    }
  }
  return undefined;
}

/** What a cell may refer to, by the name of its column. */
function references(tables: readonly PackTable[], shipped: Shipped, isPublisher: boolean) {
  const brought = (name: string) => tables.find((table) => table.name === name)?.rows.map((row) => row[0] ?? '') ?? [];
  const shippedIds = (name: string) => (shipped.columns.has(name) ? shipped.rows(name).map((row) => row[0] ?? '') : []);
  const ingredients = new Set([...shippedIds('ingredients'), ...brought('ingredients')]);
  const classes = new Set([...shippedIds('classes'), ...brought('classes')]);
  const foreign = new Set([...shippedIds('lists'), ...shippedIds('references')]);
  const own = new Set([...brought('lists'), ...brought('references')]);
  const levels = new Set(
    [...(shipped.columns.has('levels') ? shipped.rows('levels') : []), ...(tables.find(({ name }) => name === 'levels')?.rows ?? [])].map(
      ([list = '', level = '']) => `${list}\t${level}`,
    ),
  );
  const known = (id: string) => ingredients.has(id) || classes.has(id);

  return (table: string, column: string, value: string, row: readonly string[], columns: readonly string[]): RowProblem | undefined => {
    if (column === 'ingredient' && !known(value)) return 'ingredient';
    if (column === 'ingredients' && !value.split('+').every((id) => ingredients.has(id))) return 'ingredient';
    if ((column === 'left' || column === 'right') && !known(value)) return 'class';
    if ((column === 'members' || column === 'ours') && value !== '' && !value.split(';').every((id) => ingredients.has(id)))
      return 'ingredient';
    if (column === 'list') {
      if (!own.has(value) && !foreign.has(value)) return 'list';
      if (!isPublisher && foreign.has(value)) return 'foreign_list';
    }
    if (column === 'severity' && !(severities as readonly string[]).includes(value)) return 'severity';
    if (table === 'interactions' && column === 'level' && !levels.has(`${row[columns.indexOf('list')] ?? ''}\t${value}`)) return 'level';
    if (table === 'names' && column === 'kind' && !nameKinds.includes(value)) return 'name_kind';
    if (table === 'patientRules' && column === 'limit' && !readPatientRule(row)) return 'rule';
    if (/^(?:percent|low|high)$/.test(column) && value !== '' && !Number.isFinite(Number(value))) return 'number';
    return undefined;
  };
}
