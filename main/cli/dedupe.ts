import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AppError } from '../../preload/contract/errors.ts';
import { mapColumns, type Mapped, plainHeader, type Table } from '../patients/linkage/columns.ts';
import type { Role } from '../patients/linkage/fields.ts';
import { link, type Linkage } from '../patients/linkage/link.ts';
import { type Flaw, readTable } from '../patients/linkage/readTable.ts';
import { say } from './say.ts';

const help = `Usage: medvault dedupe FILE.csv [FILE2.csv] [--ignore COL,COL] [--explain] [--json]

Finds who stands in a list of people more than once. Nothing is stored and nothing leaves this computer.
Columns are told by their headers in several languages (given_name, prenom, surname, nom, dob, date de naissance, sex,
phone, village, national id ...), else by what stands in them. The weights are learned from the list itself.

  --ignore   columns that are not to be looked at (a known truth, a remark)
  --explain  adds to each pair what each field says: level, both values, weight in bits
  --json     { rows, pairs: [{ a, b, score, verdict }], ms, compared, columns, leftOut, flaws }
             a, b: data rows counted from 1, the second file's after the first's; score 0 to 1
             verdict: certain or likely = the same person; review = undecided, somebody should look
             columns: what each was taken for; flaws: lines that were not as they should be, and were read all the same

Exit code 0: done; 1: the file cannot be used; 2: wrong use.
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      ignore: { type: 'string', default: '' },
      explain: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
  });
  if (values.help) return say(process.stdout, help, 0);
  if (positionals.length < 1 || positionals.length > 2) return say(process.stderr, help, 2);
  const started = performance.now();
  const files = await Promise.all(positionals.map(readList));
  const ignored = values.ignore.split(',').filter((name) => name.trim() !== '');
  const table = oneTable(files.map((file) => file.table));
  const mapped = mapColumns(table, ignored);
  const columns = mapped.columns.map(({ name, role }) => ({ name, role }));
  if (!columns.some(({ role }) => telling.has(role)))
    throw new AppError('dedupe.no_columns', { columns: table.header.join(', ').slice(0, 300) });
  const linkage = link(mapped.columns);
  const answer = {
    rows: table.rows.length,
    pairs: linkage.pairs.map((pair) => ({
      a: pair.one + 1,
      b: pair.other + 1,
      score: Number(pair.score.toFixed(4)),
      verdict: pair.verdict,
      ...(values.explain && { fields: linkage.explain(pair).map((each) => ({ ...each, weight: Number(each.weight.toFixed(1)) })) }),
    })),
    ms: Math.round(performance.now() - started),
    compared: linkage.compared,
    columns,
    leftOut: mapped.leftOut,
    flaws: files.flatMap(({ flaws }, at) => flaws.map((flaw) => ({ ...flaw, file: at + 1 }))),
  };
  for (const name of unknown(ignored, table)) process.stderr.write(`--ignore: there is no column "${name}".\n`);
  if (answer.flaws.length > 0) process.stderr.write(`${answer.flaws.length} lines were not as they should be; see "flaws".\n`);
  return say(process.stdout, values.json ? `${JSON.stringify(answer)}\n` : inWords(table, mapped, linkage, answer.flaws), 0);
}

/** Who somebody is can be told from these. */
const telling = new Set<Role>(['given', 'family', 'full-name', 'birth-date', 'phone', 'identifier', 'email']);

/** @throws 'file.missing', 'file.not_readable', 'dedupe.empty' */
async function readList(path: string): Promise<ReturnType<typeof readTable>> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new AppError(error.code === 'ENOENT' ? 'file.missing' : 'file.not_readable', {});
  });
  const read = readTable(decode(bytes));
  if (read.table.rows.length === 0) throw new AppError('dedupe.empty', {});
  return read;
}

/** UTF-8, UTF-16 with its mark, or what older spreadsheets write. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Columns of the same header are one; what a file does not have is empty there. */
function oneTable(tables: readonly Table[]): Table {
  const [first, second] = tables;
  if (!first || !second) return first!;
  const extra = second.header.filter((name) => !first.header.some((known) => plainHeader(known) === plainHeader(name)));
  const header = [...first.header, ...extra];
  const place = header.map((name) => second.header.findIndex((each) => plainHeader(each) === plainHeader(name)));
  return { header, rows: [...first.rows, ...second.rows.map((row) => place.map((at) => (at < 0 ? '' : (row[at] ?? ''))))] };
}

function unknown(ignored: readonly string[], table: Table): string[] {
  const known = new Set(table.header.map(plainHeader));
  return ignored.filter((name) => !known.has(plainHeader(name)));
}

function inWords(table: Table, mapped: Mapped, linkage: Linkage, flaws: readonly Flaw[]): string {
  const count = (verdict: string) => linkage.pairs.filter((pair) => pair.verdict === verdict).length;
  return [
    `${table.rows.length} rows, ${linkage.compared} pairs compared by ${mapped.columns.map(({ name, role }) => `${name} (${role})`).join(', ')}.`,
    `${count('certain')} pairs are certainly one person, ${count('likely')} likely, ${count('review')} are for somebody to look at.`,
    ...(flaws.length > 0 ? [`${flaws.length} lines were not as they should be.`] : []),
    ...linkage.pairs.map((pair) => `${pair.verdict.padEnd(8)} ${pair.score.toFixed(3)}  row ${pair.one + 1}, row ${pair.other + 1}`),
    '',
  ].join('\n');
}
