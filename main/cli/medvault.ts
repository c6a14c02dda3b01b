import { AppError } from '../../preload/contract/errors.ts';
import { commands } from './commands.ts';
import { sentenceFor } from './sentences.ts';

function usage(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return ['Usage: medvault SUBCOMMAND [--help] [--json] ...', '', ...lines, ''].join('\n');
}

/** @returns the exit code: 0 done, 1 refused or failed, 2 wrong use. */
export async function main(argv: string[]): Promise<number> {
  const [name, ...args] = argv;
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(usage());
    return 0;
  }
  if (name === undefined || !Object.hasOwn(commands, name)) {
    process.stderr.write(name === undefined ? usage() : `There is no sub-command "${name}".\n\n${usage()}`);
    return 2;
  }
  try {
    return await (await commands[name]!.load()).run(args);
  } catch (error) {
    return report(error);
  }
}

/** A refusal answers as JSON with its code, a wrong option with the sentence that Node gives it; a stack is for the log, not for the clinic. */
function report(error: unknown): number {
  if (error instanceof AppError) {
    const sentence = sentenceFor(error);
    process.stderr.write(`${sentence}\n`);
    process.stdout.write(`${JSON.stringify({ ok: false, error: { code: error.code, data: error.data, sentence } })}\n`);
    return 1;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  if (process.env['MEDVAULT_TRACE'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  const wrongUse = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return wrongUse ? 2 : 1;
}

if (import.meta.main) {
  const code = await main(process.argv.slice(2));
  // A pipe may still hold the answer: let it drain, then end whatever timers a sub-command left.
  process.stdout.write('', () => process.exit(code));
}
