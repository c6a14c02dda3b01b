import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readManifest } from '../backup/manifest.ts';
import { verifyBackup } from '../backup/verifyBackup.ts';
import { checkData } from './checking.ts';
import { backupKeyOf, type GivenKey, keyHelp, keyOptions, readGivenKey } from './keyFor.ts';
import { say } from './say.ts';
import { watchOnStderr } from './watching.ts';

const help = `Usage: medvault verify --data DIR [--backup BACKUP] [--key-file FILE | --passphrase | --recovery-key] [--json]

Checks a data folder (the whole file, the stock ledger, the audit, every document: there, opened by its key, unchanged, and none that
belongs to nothing), or with --backup a backup (every byte, then the same). Changes nothing.
With --recovery-key, --passphrase or --key-file --data may be left out for a backup.
{ "ok", ..., "blobs", "uploads", "orphans", "firstBad": { "what", "why" } }; exit 1 when something is wrong.
${keyHelp}
`;

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      backup: { type: 'string' },
      ...keyOptions,
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(process.stdout, help, 0);
  const isKeyGiven = values['recovery-key'] === true || values.passphrase === true || values['key-file'] !== undefined;
  if (values.data === undefined && !(values.backup !== undefined && isKeyGiven)) return say(process.stderr, help, 2);
  const dataDir = values.data === undefined ? '' : resolve(values.data);
  const given = await readGivenKey(values, values.data === undefined ? resolve(values.backup ?? '') : dataDir);
  const verdict =
    values.backup === undefined
      ? await checkData('all', dataDir, given, watchOnStderr())
      : verifyCopy(resolve(values.backup), dataDir, given);
  return say(process.stdout, `${JSON.stringify(verdict)}\n`, verdict.ok ? 0 : 1);
}

function verifyCopy(backup: string, dataDir: string, given: GivenKey) {
  readManifest(backup);
  const databaseKey = backupKeyOf(backup, dataDir, given);
  return verifyBackup({ backup, databaseKey, workDir: dataDir === '' ? tmpdir() : dataDir }, watchOnStderr());
}
