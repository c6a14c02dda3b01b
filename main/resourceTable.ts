import { readFileSync } from 'node:fs';

/** Rows of a shipped table: a comment, a header, then cells parted by tabs. */
export function readResourceTable(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(2)
    .flatMap((line) => (line === '' ? [] : [line.split('\t')]));
}
