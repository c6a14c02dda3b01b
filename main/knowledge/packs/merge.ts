import type { TableRows } from '../load.ts';
import { plainName } from '../plainName.ts';
import type { PackTable } from '../../../sync/packs/format.ts';
import { keyColumns } from './table.ts';

/** A pack that counts: `isPublisher` may change what is shipped, all others only add to it. */
export type ActivePack = { id: string; isPublisher: boolean; tables: readonly PackTable[] };

/**
 * The shipped rows with those of the packs: the publisher's first, then by id, so that the same packs give the same tables on every computer.
 * A row of a publisher's pack takes the place of the one with its key; one of a clinic's own pack never does.
 */
export function mergeRows(shipped: TableRows, shippedTables: readonly string[], packs: readonly ActivePack[]): TableRows {
  const inTurn = packs.toSorted((a, b) => Number(b.isPublisher) - Number(a.isPublisher) || (a.id < b.id ? -1 : 1));
  const known = new Set(shippedTables);
  return (name) => {
    const parts = inTurn.flatMap((pack) => pack.tables.filter((table) => table.name === name).map((table) => ({ pack, table })));
    const base = known.has(name) ? shipped(name) : [];
    return parts.length === 0
      ? base
      : parts.reduce<readonly (readonly string[])[]>((rows, { pack, table }) => add(rows, pack, table), base);
  };
}

function add(before: readonly (readonly string[])[], pack: ActivePack, table: PackTable): readonly (readonly string[])[] {
  if (pack.isPublisher && table.mode === 'replace') return table.rows;
  const rows = new Map(before.map((row) => [rowKey(table, row), row]));
  for (const row of table.rows) {
    const key = rowKey(table, row);
    if (pack.isPublisher || !rows.has(key)) rows.set(key, row);
  }
  return [...rows.values()];
}

/** A name in other letters is the same name: nobody's pack gives "Panadol" another meaning than "panadol". */
export function rowKey({ name, columns }: Pick<PackTable, 'name' | 'columns'>, row: readonly string[]): string {
  const cells = keyColumns(name, columns).map((at) => row[at] ?? '');
  return name === 'names' ? plainName(cells[0] ?? '') : cells.join('\t');
}
