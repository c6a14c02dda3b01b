import type { Database as Raw } from 'better-sqlite3';

type Column = { name: string; type: string; notnull: number; dflt_value: string | null };

/** Every row of every table, for comparing before and after; of the tables of `like` only the columns that stand there: a step may add some. */
export function allRows(raw: Raw, tables: readonly string[], like: Record<string, unknown[]> = {}): Record<string, unknown[]> {
  return Object.fromEntries(
    tables.map((table) => {
      const [row] = like[table] ?? [];
      const columns = row ? Object.keys(row).map((name) => `"${name}"`) : ['*'];
      return [table, raw.prepare(`SELECT ${columns.join(', ')} FROM ${table}`).all()];
    }),
  );
}

export function tablesOf(raw: Raw): string[] {
  return raw
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'patient_search_%' ORDER BY name`,
    )
    .pluck()
    .all() as string[];
}

export function columnsOf(raw: Raw, table: string): Column[] {
  return raw.prepare('SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?)').all(table) as Column[];
}
