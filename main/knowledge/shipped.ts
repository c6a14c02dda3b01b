import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourcesDir } from '../resources.ts';
import { shippedRows } from './load.ts';
import type { Shipped } from './packs/checkTables.ts';

let found: Shipped | undefined;

/** The tables in resources/knowledge with their columns: what a pack may carry is what is there. */
export function shippedTables(): Shipped {
  return (found ??= { columns: columnsOf(join(resourcesDir(), 'knowledge')), rows: shippedRows() });
}

function columnsOf(folder: string): Map<string, readonly string[]> {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.tsv')) : [];
  return new Map(
    files.toSorted().map((file) => {
      const [, head = ''] = readFileSync(join(folder, file), 'utf8').split('\n', 2);
      return [file.replace(/\.tsv$/, ''), head.split('\t')];
    }),
  );
}
