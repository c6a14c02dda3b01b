import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeBackup } from '../backup/writeBackup.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { dataKeyOf, readRecoveryKeyFrom } from './keyFor.ts';
import { say } from './say.ts';
import { watchOnStderr } from './watching.ts';

const help = `Usage: medvault backup --data DIR --to DIR [--recovery-key] [--json]

Makes a backup of the facility in DIR: a folder of its own with manifest, keys.json, database and blobs, checked and read back.
The facility may go on working meanwhile. The key is taken from DIR's key file, or with --recovery-key from standard input.
{ "ok", "backup", "name", "bytes", "ms" }
`;

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      to: { type: 'string' },
      'recovery-key': { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(process.stdout, help, 0);
  if (values.data === undefined || values.to === undefined) return say(process.stderr, help, 2);
  const started = performance.now();
  const dataDir = resolve(values.data);
  if (!existsSync(join(dataDir, 'facility.db'))) throw new AppError('facility.not_set_up');
  const databaseKey = dataKeyOf(dataDir, values['recovery-key'] ? await readRecoveryKeyFrom(process.stdin) : undefined);
  const target = resolve(values.to);
  const made = writeBackup({ dataDir, databaseKey, target, at: new Date().toISOString() }, watchOnStderr());
  const answer = { ok: true, backup: join(target, made.name), ...made, ms: Math.round(performance.now() - started) };
  return say(process.stdout, `${JSON.stringify(answer)}\n`, 0);
}
