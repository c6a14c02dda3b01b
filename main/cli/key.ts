import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { stageNewKey } from '../backup/stageNewKey.ts';
import { commitRestore } from '../backup/swap.ts';
import type { DoorRequest } from '../facility/commandDoor.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import { Host } from '../facility/host.ts';
import { addKey, removeKey } from '../security/dailyKeys.ts';
import type { Unlock } from '../security/keys.ts';
import { dailyKinds, type DailyKind } from '../security/keysFile.ts';
import { makeRecoverySecret, writeRecoveryKey } from '../security/recoveryKey.ts';
import { recoverySheetOf } from '../security/recoverySheet.ts';
import { recoveryKeyMadeAt } from '../security/recoveryWrap.ts';
import { askRunning } from './askRunning.ts';
import { type GivenKey, keyOptions, readGivenKey } from './keyFor.ts';
import { say } from './say.ts';
import { SecretLines } from './secretLines.ts';
import { settleFolder } from './settleFolder.ts';
import { watchOnStderr } from './watching.ts';

const help = `Usage: medvault key list --data DIR
       medvault key add passphrase --data DIR                 a passphrase, read from standard input, opens DIR too (\`serve --passphrase\`)
       medvault key add key-file --file FILE --data DIR       a key in FILE, on another disk, opens DIR (\`serve --key-file FILE\`)
       medvault key remove os|key-file|passphrase --data DIR  that one opens DIR no more
       medvault key change --sheet FILE.pdf --data DIR        everything is encrypted again under a new data key

What opens DIR now: DIR/medvault.key, --key-file FILE, or --passphrase (read from standard input, before a new one). Without these, add and
remove are asked of the facility that is running on DIR. change needs DIR closed; before anything is changed it writes the sheet with the
new recovery key to FILE.pdf: print it, keep it apart, delete the file. A key file on the disk of the data protects against nobody who takes it.
{ "ok", "dailyKeys", "recoveryKeyMadeAt" }
`;

const kinds: readonly string[] = ['os', 'key-file', 'passphrase'];

type Values = { data: string; file?: string | undefined; sheet?: string | undefined };

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      file: { type: 'string' },
      sheet: { type: 'string' },
      ...keyOptions,
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(process.stdout, help, 0);
  const [verb = '', kind = ''] = positionals;
  if (values.data === undefined || !isUse(verb, kind, values) || values['recovery-key']) return say(process.stderr, help, 2);
  const dataDir = resolve(values.data);
  settleFolder(dataDir);
  const lines = new SecretLines(process.stdin);
  try {
    if (verb !== 'list')
      await act(verb, kind as DailyKind, { ...values, data: dataDir }, await readGivenKey(values, dataDir, lines), lines);
  } finally {
    lines.close();
  }
  const answer = { ok: true, dailyKeys: dailyKinds(dataDir), recoveryKeyMadeAt: recoveryKeyMadeAt(dataDir) };
  return say(process.stdout, `${JSON.stringify(answer)}\n`, 0);
}

function isUse(verb: string, kind: string, { file, sheet }: { file?: string | undefined; sheet?: string | undefined }): boolean {
  if (verb === 'list') return true;
  if (verb === 'change') return sheet !== undefined;
  if (verb === 'remove') return kinds.includes(kind);
  return verb === 'add' && (kind === 'passphrase' || (kind === 'key-file' && file !== undefined));
}

async function act(verb: string, kind: DailyKind, values: Values, given: GivenKey, lines: SecretLines): Promise<void> {
  if (verb === 'change') return change(values.data, given.unlock, resolve(values.sheet ?? ''));
  const request = await requestOf(verb, kind, values, lines);
  const asked = given.isExplicit ? undefined : await askRunning(values.data, request, watchOnStderr());
  if (asked) return;
  await withFolder(values.data, given.unlock, async (host) => {
    if (request.t === 'key-remove') removeKey(values.data, given.unlock, request.kind);
    else if (request.t === 'key-add') await addKey(values.data, given.unlock, request);
    const ctx = makeContext(host.open(), { id: 'command', kind: 'command', user: null }, 'key');
    await inTransaction(ctx, (inside) => audit(inside, { action: verb, resource: 'daily_key', resourceId: kind }));
  });
}

async function requestOf(verb: string, kind: DailyKind, { file }: Values, lines: SecretLines): Promise<DoorRequest> {
  if (verb === 'remove') return { t: 'key-remove', kind };
  if (kind === 'key-file') return { t: 'key-add', kind, path: resolve(file ?? '') };
  return { t: 'key-add', kind: 'passphrase', passphrase: await lines.next('New passphrase') };
}

/** Opens the folder for itself. @throws what hinders it: 'storage.in_use' */
async function withFolder(dataDir: string, unlock: Unlock, work: (host: Host) => Promise<void>): Promise<void> {
  const log = pino({ level: 'silent' });
  const host = new Host({ dataDir, log, isAlone: true, ...unlock });
  await host.start();
  try {
    host.open();
    await work(host);
  } finally {
    await host.close();
  }
}

async function change(dataDir: string, unlock: Unlock, sheetFile: string): Promise<void> {
  const recoverySecret = makeRecoverySecret();
  const newKey = randomBytes(32);
  await withFolder(dataDir, unlock, async (host) => {
    const { pdfBase64 } = await recoverySheetOf(host.open(), writeRecoveryKey(recoverySecret));
    writeNew(sheetFile, Buffer.from(pdfBase64, 'base64'));
    process.stderr.write(`The sheet with the new recovery key is in ${sheetFile}\n`);
    const watch = watchOnStderr();
    await host.whileClosed('newKey', async () => {
      const actor = { kind: 'command', id: 'key change' } as const;
      const job = { dataDir, unlock, newKey, recoverySecret, actor, seatId: null, at: host.now() };
      commitRestore(dataDir, stageNewKey(job, watch));
    });
  });
}

/** Never over a file that is there. @throws 'file.exists' */
function writeNew(path: string, bytes: Uint8Array): void {
  try {
    const file = openSync(path, 'wx', 0o600);
    try {
      writeSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') throw new AppError('file.exists', { name: path });
    throw error;
  }
}
