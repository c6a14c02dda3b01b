import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { type SafetyAnswer, type SafetyInput, safetyInput } from '../../preload/contract/safety.ts';
import { loadKnowledge } from '../knowledge/load.ts';
import { safetyCheck } from '../prescriptions/safetyCheck.ts';

const usage = `Usage: medvault check-prescription FILE.json [--json]
       medvault check-prescription --batch FILE.jsonl [--json]

Checks an order against allergies and current medicines with the lists that are shipped, without a network.
Each input: { id, at, patient: { birthDate, sex, weightKg, weightAt, heightCm, pregnant, gestationWeeks, lactating, creatinineUmolL, creatinineAt,
hepatic }, allergies: [text], conditions: [ICD-10], current: [text], order: text, dosage: { route, steps } }. Without "dosage" the order's words are read.
Only "order" is needed. What is left out or null was not asked and is answered as unchecked; [] means asked, none.
--batch  one input a line, one answer a line, in the same order
--json   the answer as JSON (always so with --batch)
Exit code: 0 checked, whatever was found; 1 an input could not be read; 2 wrong use.
`;

type Failure = { id?: string | number; error: { code: string; message: string } };
type Answer = { id: string | number | null } & SafetyAnswer;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { batch: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const path = values.batch ?? positionals[0];
  if (path === undefined || positionals.length > (values.batch === undefined ? 1 : 0)) {
    process.stderr.write(usage);
    return 2;
  }
  const text = readText(path);
  if (typeof text !== 'string') return fail(text);
  if (values.batch === undefined) return answerOne(text, values.json === true);
  return answerBatch(text);
}

function answerOne(text: string, isJson: boolean): number {
  const answer = answerText(text);
  if ('error' in answer) return fail(answer);
  process.stdout.write(isJson ? `${JSON.stringify(answer)}\n` : describe(answer));
  return 0;
}

/** A line that cannot be read is answered in its place, and the rest goes on. */
function answerBatch(text: string): number {
  let failed = 0;
  const answers: string[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const answer = answerText(line);
    if ('error' in answer) {
      failed += 1;
      process.stderr.write(`Line ${at + 1}: ${answer.error.message}\n`);
    }
    answers.push(`${JSON.stringify(answer)}\n`);
  }
  process.stdout.write(answers.join(''));
  return failed > 0 ? 1 : 0;
}

function answerText(text: string): Answer | Failure {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { error: { code: 'input.not_json', message: 'This is not JSON. Compare it with the example of --help.' } };
  }
  const parsed = safetyInput.safeParse(json);
  if (parsed.success) return check(parsed.data);
  const id = idOf(json);
  return {
    ...(id === undefined ? {} : { id }),
    error: { code: 'input.invalid', message: `The input does not fit: ${explain(parsed.error)}.` },
  };
}

function check(input: SafetyInput): Answer {
  const facts = {
    today: (input.at ?? new Date().toISOString()).slice(0, 10),
    patient: input.patient ?? null,
    allergies: input.allergies ?? null,
    conditions: input.conditions ?? null,
  };
  return {
    id: input.id ?? null,
    ...safetyCheck(facts, input.current ?? null, { text: input.order, dosage: input.dosage }, loadKnowledge()),
  };
}

function idOf(json: unknown): string | number | undefined {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

function explain(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`)
    .join('; ');
}

function readText(path: string): string | Failure {
  if (!existsSync(path)) return { error: { code: 'file.missing', message: `There is no file ${path}.` } };
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, ''); // Windows editors begin a file with a mark
  } catch (error) {
    return {
      error: {
        code: 'file.unreadable',
        message: `The file ${path} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}).`,
      },
    };
  }
}

function fail(failure: Failure): number {
  process.stderr.write(`${failure.error.message}\n`);
  process.stdout.write(`${JSON.stringify(failure)}\n`);
  return 1;
}

/** For a person at the keyboard. */
function describe(answer: Answer): string {
  const findings = answer.findings.map(
    (finding) =>
      `${finding.severity.toUpperCase()} ${finding.kind}: ${finding.text}\n    ${finding.whatToDo}\n    Source: ${finding.source}\n`,
  );
  const lists = [...new Set(answer.coverage.checked.flatMap((row) => row.against.map((list) => `${list.list}, ${list.edition}`)))];
  const none = findings.length === 0 ? [lists.length === 0 ? 'Nothing could be checked.\n' : `None found in ${lists.join('; ')}.\n`] : [];
  const unchecked = answer.coverage.unchecked.map((row) => `  ${row.name}, ${row.against}: ${row.why}\n`);
  return [...findings, ...none, ...(unchecked.length > 0 ? ['Not checked:\n', ...unchecked] : [])].join('');
}
