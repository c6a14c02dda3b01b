import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export type Row = Record<string, string>;

/** Reads a CSV or TSV file (RFC 4180 quotes, also gzipped) with its header line as keys. */
export function readTable(path: string, header?: readonly string[]): Row[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  const separator = /\.tsv(\.gz)?$/.test(path) ? '\t' : ',';
  const lines = splitRecords(text, separator);
  const keys = header ?? lines.shift() ?? [];
  return lines.map((cells) => Object.fromEntries(keys.map((key, at) => [key, (cells[at] ?? '').trim()])));
}

function splitRecords(text: string, separator: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (isQuoted) {
      if (letter === '"' && text[at + 1] === '"') cell += text[++at];
      else if (letter === '"') isQuoted = false;
      else cell += letter;
    } else if (letter === '"' && cell === '' && separator === ',') isQuoted = true;
    else if (letter === separator) {
      record.push(cell);
      cell = '';
    } else if (letter === '\n') {
      record.push(cell.replace(/\r$/, ''));
      if (record.some((value) => value !== '')) records.push(record);
      record = [];
      cell = '';
    } else cell += letter;
  }
  record.push(cell);
  if (record.some((value) => value !== '')) records.push(record);
  return records;
}

/** Writes a table of ours: first line a comment with edition, second the columns, then sorted rows, so that a new edition shows as a small difference. */
export function writeTable(path: string, note: string, columns: readonly string[], rows: readonly (readonly string[])[]): number {
  const lines = rows.map((row) => row.map((cell) => cell.replace(/[\t\r\n]+/g, ' ').trim()).join('\t'));
  const sorted = [...new Set(lines)].sort();
  writeFileSync(path, `# ${note}\n${columns.join('\t')}\n${sorted.join('\n')}\n`);
  return sorted.length;
}

/** Lines of a hand-written list: no comments, no empty lines. */
export function readLines(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

export const listOf = (text: string, separator: string | RegExp): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
