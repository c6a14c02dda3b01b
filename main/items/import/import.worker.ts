import { parentPort, workerData } from 'node:worker_threads';
import { AppError, type ErrorCode, type ErrorData } from '../../../preload/contract/errors.ts';
import type { ImportProblem, ImportReading } from '../../../preload/contract/items.ts';
import { toCsv } from '../../security/csv.ts';
import type { Operation } from './plan.ts';
import { type ListJob, type ReadList, readList } from './readList.ts';
import { badRowHeads, columnOf, type Locale, sentenceOf } from './words.ts';

export type WorkerJob = ListJob & { what: 'preview' | 'bad-rows' | 'import'; locale: Locale };
export type Preview = {
  columns: { head: string; samples: string[] }[];
  reading: ImportReading;
  counts: ReadList['counts'];
  problems: ImportProblem[];
  problemCount: number;
};
export type WorkerReply =
  | { t: 'preview'; preview: Preview }
  | { t: 'bad-rows'; csv: Uint8Array; rows: number }
  | { t: 'plan'; counts: ReadList['counts'] }
  | { t: 'batch'; operations: Operation[] }
  | { t: 'refused'; code: ErrorCode; data: ErrorData }
  | { t: 'failed'; text: string };

const port = parentPort!;
const job = workerData as WorkerJob;
const mostShown = 200;
const batchSize = 500;

const reply = (message: WorkerReply) => port.postMessage(message);

try {
  const list = readList(job);
  if (job.what === 'preview') reply({ t: 'preview', preview: previewOf(list) });
  else if (job.what === 'bad-rows') reply({ t: 'bad-rows', ...badRows(list) });
  else handOut(list);
} catch (error) {
  if (error instanceof AppError) reply({ t: 'refused', code: error.code, data: error.data });
  else reply({ t: 'failed', text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

/** The plan goes over piece by piece, as fast as it is asked for. */
function handOut({ counts, operations }: ReadList): void {
  reply({ t: 'plan', counts });
  let at = 0;
  port.on('message', () => {
    reply({ t: 'batch', operations: operations.slice(at, at + batchSize) });
    at += batchSize;
  });
}

function previewOf({ heads, rows, reading, counts, problems }: ReadList): Preview {
  return {
    columns: heads.map((head, at) => ({ head, samples: samplesOf(rows, at) })),
    reading,
    counts,
    problems: problems.slice(0, mostShown).map((problem) => ({
      row: problem.row,
      column: columnOf(problem.field, reading.fields, heads),
      value: problem.value.length > 60 ? `${problem.value.slice(0, 60)}…` : problem.value,
      text: sentenceOf(problem, job.locale),
    })),
    problemCount: problems.length,
  };
}

function samplesOf(rows: ReadList['rows'], at: number): string[] {
  const samples: string[] = [];
  for (const { cells } of rows.slice(0, 50)) {
    const cell = (cells[at] ?? '').trim();
    if (cell !== '' && !samples.includes(cell)) samples.push(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell);
    if (samples.length === 3) break;
  }
  return samples;
}

/** The rows as they stood, the reasons in front; a cell of several megabytes is cut, so that the file can be opened. */
function badRows({ heads, rows, reading, problems }: ReadList): { csv: Uint8Array; rows: number } {
  const texts = new Map<number, string[]>();
  for (const problem of problems) {
    const column = columnOf(problem.field, reading.fields, heads);
    const text = `${column === '' ? '' : `${column}: `}${sentenceOf(problem, job.locale)}`;
    texts.set(problem.row, [...(texts.get(problem.row) ?? []), text]);
  }
  const bad = rows.filter(({ number }) => texts.has(number));
  const lines = bad.map(({ number, cells }) => [
    String(number),
    (texts.get(number) ?? []).join(' | '),
    ...cells.map((cell) => cell.slice(0, 30_000)),
  ]);
  return { csv: Buffer.from(toCsv([[...badRowHeads[job.locale], ...heads], ...lines])), rows: bad.length };
}
