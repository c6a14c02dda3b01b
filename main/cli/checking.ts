import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkFolder, type CheckJob, type CheckVerdict } from '../backup/checkFolder.ts';
import type { Watch } from '../backup/files.ts';
import { askRunning } from './askRunning.ts';
import { dataKeyOf, type GivenKey, keyOptions, readGivenKey } from './keyFor.ts';
import { say } from './say.ts';
import { settleFolder } from './settleFolder.ts';
import { watchOnStderr } from './watching.ts';

/** By the key that was given; without one by the facility that is running, and else by the folder's key file. */
export async function checkData(what: CheckJob['what'], dataDir: string, given: GivenKey, watch: Watch): Promise<CheckVerdict> {
  const asked = given.isExplicit ? undefined : await askRunning(dataDir, { t: 'check', what }, watch);
  if (asked) return asked.value as CheckVerdict;
  settleFolder(dataDir);
  return checkFolder({ what, dataDir, databaseKey: dataKeyOf(dataDir, given) }, watch);
}

/** `medvault NAME verify --data DIR`: looks, and answers the verdict; exit 1 when something is wrong. */
export async function verifyCommand(what: 'audit' | 'ledger', args: string[], help: string): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { data: { type: 'string' }, ...keyOptions, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return say(process.stdout, help, 0);
  if (positionals[0] !== 'verify' || values.data === undefined) return say(process.stderr, help, 2);
  const dataDir = resolve(values.data);
  const verdict = await checkData(what, dataDir, await readGivenKey(values, dataDir), watchOnStderr());
  return say(process.stdout, `${JSON.stringify(verdict)}\n`, verdict.ok ? 0 : 1);
}
