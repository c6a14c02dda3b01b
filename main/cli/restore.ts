import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readManifest } from '../backup/manifest.ts';
import { presentFacility } from '../backup/presentFacility.ts';
import { stageRestore } from '../backup/stageRestore.ts';
import { commitRestore, finishRestore } from '../backup/swap.ts';
import { lockFolder } from '../facility/lock.ts';
import { isSameDataKey, hasKeys } from '../security/keysFile.ts';
import { backupKeyOf, type GivenKey, keyOptions, readGivenKey } from './keyFor.ts';
import { say } from './say.ts';
import { watchOnStderr } from './watching.ts';

const help = `Usage: medvault restore --from BACKUP --data DIR [--key-file FILE | --passphrase | --recovery-key] [--json]

Puts a backup in place of the facility in DIR (or into a new folder) after it was verified. What was there is kept in
DIR/replaced-TIME. Numbers go on with the next letter, and the hub is told everything again. No MedVault may run on DIR.
The key: DIR/medvault.key when there is one; --key-file FILE for one elsewhere; --passphrase or --recovery-key: read from standard input.
{ "ok", "facility", "at", "epochLetter", "replaced", "ms" }
`;

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: 'string' },
      data: { type: 'string' },
      ...keyOptions,
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(process.stdout, help, 0);
  if (values.from === undefined || values.data === undefined) return say(process.stderr, help, 2);
  const [backup, dataDir] = [resolve(values.from), resolve(values.data)];
  const given = await readGivenKey(values, hasKeys(dataDir) ? dataDir : backup);
  return say(process.stdout, `${JSON.stringify(restore(backup, dataDir, given))}\n`, 0);
}

function restore(backup: string, dataDir: string, given: GivenKey) {
  const started = performance.now();
  const manifest = readManifest(backup);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockFolder(dataDir);
  try {
    finishRestore(dataDir);
    const databaseKey = backupKeyOf(backup, dataDir, given);
    const isOurKey = hasKeys(dataDir) && isSameDataKey(dataDir, backup);
    const { unlock } = given;
    const present = presentFacility(dataDir, unlock, isOurKey ? databaseKey : undefined);
    const replaces = existsSync(join(dataDir, 'facility.db'));
    const actor = { kind: 'command', id: 'restore' } as const;
    const staged = stageRestore({ backup, dataDir, databaseKey, unlock, present, actor, at: new Date().toISOString() }, watchOnStderr());
    commitRestore(dataDir, staged);
    return {
      ok: true,
      facility: manifest.facility,
      at: manifest.at,
      epochLetter: staged.epochLetter,
      replaced: replaces ? join(dataDir, staged.aside) : null,
      ms: Math.round(performance.now() - started),
    };
  } finally {
    lock.release();
  }
}
