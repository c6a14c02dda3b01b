import { resolve } from 'node:path';
import { AppError } from '../../preload/contract/errors.ts';
import { openBackupKeys, openKeys, type Unlock } from '../security/keys.ts';
import { findKeys, hasKeys } from '../security/keysFile.ts';
import { passphraseKey } from '../security/passphrase.ts';
import { openWithRecovery } from '../security/recoveryWrap.ts';
import { SecretLines } from './secretLines.ts';

/** Every command that reads the data takes its key in one of these ways; none of them is a secret on the command line. */
export const keyOptions = {
  'key-file': { type: 'string' },
  passphrase: { type: 'boolean' },
  'recovery-key': { type: 'boolean' },
} as const;
type Values = { 'key-file'?: string | undefined; passphrase?: boolean | undefined; 'recovery-key'?: boolean | undefined };

export const keyHelp = `The key: DIR/medvault.key when there is one; --key-file FILE for one elsewhere; --passphrase or --recovery-key: read from
standard input. Without any of these the facility that is running on DIR does the work with its own key.`;

/** What was given, beside what lies in the folder. */
export type GivenKey = { unlock: Unlock; recoveryKey: string | undefined; isExplicit: boolean };

/** `folder`: a data folder or backup, whose passphrase it is. @throws 'storage.key_missing' where no passphrase opens it */
export async function readGivenKey(values: Values, folder: string, lines?: SecretLines): Promise<GivenKey> {
  const unlock: Unlock = values['key-file'] === undefined ? {} : { keyFile: resolve(values['key-file']) };
  const isExplicit = values['key-file'] !== undefined || values.passphrase === true || values['recovery-key'] === true;
  if (values.passphrase !== true && values['recovery-key'] !== true) return { unlock, recoveryKey: undefined, isExplicit };
  const reader = lines ?? new SecretLines(process.stdin);
  try {
    if (values['recovery-key']) return { unlock, recoveryKey: await reader.next('Recovery key'), isExplicit };
    return { unlock: { ...unlock, passphrase: await passphraseFor(folder, reader) }, recoveryKey: undefined, isExplicit };
  } finally {
    if (!lines) reader.close();
  }
}

async function passphraseFor(folder: string, reader: SecretLines): Promise<NonNullable<Unlock['passphrase']>> {
  const argon2 = findKeys(folder)?.wraps.find((wrap) => wrap.kind === 'passphrase')?.argon2;
  if (!argon2) throw new AppError('storage.key_missing', { file: 'passphrase' });
  return passphraseKey(await reader.next('Passphrase'), argon2);
}

/** The data key of a data folder. @throws 'storage.key_missing', 'storage.wrong_key', 'recovery.wrong' */
export function dataKeyOf(dataDir: string, { unlock, recoveryKey }: GivenKey): Buffer {
  if (!hasKeys(dataDir)) throw new AppError('storage.key_missing', { file: 'keys.json' });
  return recoveryKey === undefined ? openKeys(dataDir, unlock).databaseKey : openWithRecovery(dataDir, recoveryKey);
}

/** The data key of a backup, by what opens the data folder or by the recovery key of its time. @throws 'storage.key_missing', 'recovery.wrong' */
export function backupKeyOf(backup: string, dataDir: string, { unlock, recoveryKey }: GivenKey): Buffer {
  if (!hasKeys(backup)) throw new AppError('backup.damaged', { what: 'keys.json', why: 'missing' });
  if (recoveryKey !== undefined) return openWithRecovery(backup, recoveryKey);
  const found = openBackupKeys(backup, dataDir, unlock);
  if (!found) throw new AppError('storage.key_missing', { file: 'medvault.key' });
  return found;
}
