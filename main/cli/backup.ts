import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type BackupMade, writeBackup } from '../backup/writeBackup.ts';
import { askRunning } from './askRunning.ts';
import { dataKeyOf, keyHelp, keyOptions, readGivenKey } from './keyFor.ts';
import { say } from './say.ts';
import { settleFolder } from './settleFolder.ts';
import { watchOnStderr } from './watching.ts';

const help = `Usage: medvault backup --data DIR --to DIR [--key-file FILE | --passphrase | --recovery-key] [--json]

Makes a backup of the facility in DIR: a folder of its own with manifest, keys.json, database and blobs, checked and read back.
The facility may go on working meanwhile.
{ "ok", "backup", "name", "bytes", "ms" }
${keyHelp}
`;

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      to: { type: 'string' },
      ...keyOptions,
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(process.stdout, help, 0);
  if (values.data === undefined || values.to === undefined) return say(process.stderr, help, 2);
  const started = performance.now();
  const [dataDir, target] = [resolve(values.data), resolve(values.to)];
  const given = await readGivenKey(values, dataDir);
  const watch = watchOnStderr();
  const asked = given.isExplicit ? undefined : await askRunning(dataDir, { t: 'backup', to: target }, watch);
  const make = () => {
    settleFolder(dataDir);
    return writeBackup({ dataDir, databaseKey: dataKeyOf(dataDir, given), target, at: new Date().toISOString() }, watch);
  };
  const made = asked ? (asked.value as BackupMade) : make();
  const answer = { ok: true, backup: join(target, made.name), ...made, ms: Math.round(performance.now() - started) };
  return say(process.stdout, `${JSON.stringify(answer)}\n`, 0);
}
