import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkDatabase } from '../backup/checkDatabase.ts';
import { readManifest } from '../backup/manifest.ts';
import { verifyBackup } from '../backup/verifyBackup.ts';
import { openDatabase, toStorageError } from '../../db/open.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { headVerifier } from '../security/keys.ts';
import { backupKeyOf, dataKeyOf, readRecoveryKeyFrom } from './keyFor.ts';
import { say } from './say.ts';
import { watchOnStderr } from './watching.ts';

const help = `Usage: medvault verify --data DIR [--backup BACKUP] [--recovery-key] [--json]

Checks a data folder (the whole file, the stock ledger, the audit), or with --backup a backup (every byte, then the same).
Changes nothing. The key is taken from DIR's key file, or with --recovery-key from standard input; --data may then be left out.
{ "ok", ..., "firstBad": { "what", "why" } }; exit 1 when something is wrong.
`;

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      backup: { type: 'string' },
      'recovery-key': { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(process.stdout, help, 0);
  const canOpen = values.data !== undefined || (values.backup !== undefined && values['recovery-key'] === true);
  if (!canOpen) return say(process.stderr, help, 2);
  const recoveryKey = values['recovery-key'] ? await readRecoveryKeyFrom(process.stdin) : undefined;
  const dataDir = values.data === undefined ? '' : resolve(values.data);
  const verdict =
    values.backup === undefined ? verifyFolder(dataDir, recoveryKey) : verifyCopy(resolve(values.backup), dataDir, recoveryKey);
  return say(process.stdout, `${JSON.stringify(verdict)}\n`, verdict.ok ? 0 : 1);
}

function verifyCopy(backup: string, dataDir: string, recoveryKey: string | undefined) {
  readManifest(backup);
  const databaseKey = backupKeyOf(backup, dataDir, recoveryKey);
  return verifyBackup({ backup, databaseKey, workDir: dataDir === '' ? tmpdir() : dataDir }, watchOnStderr());
}

function verifyFolder(dataDir: string, recoveryKey: string | undefined) {
  const path = join(dataDir, 'facility.db');
  if (!existsSync(path)) throw new AppError('facility.not_set_up');
  const databaseKey = dataKeyOf(dataDir, recoveryKey);
  try {
    const { raw } = openDatabase(path, databaseKey, { readOnly: true });
    try {
      const firstBad = checkDatabase(raw, headVerifier(dataDir));
      return { ok: firstBad === null, data: dataDir, firstBad };
    } finally {
      raw.close();
    }
  } catch (error) {
    const known = toStorageError(error);
    if (known?.code !== 'storage.damaged' && known?.code !== 'storage.wrong_key') throw error;
    return { ok: false, data: dataDir, firstBad: { what: 'facility.db', why: known.code } };
  }
}
