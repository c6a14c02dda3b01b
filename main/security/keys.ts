import { randomBytes } from 'node:crypto';
import type { AuditSigner } from '../../db/audit.ts';
import { deriveKey, seal } from '../../db/personKeys.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { newEd25519 } from '../../sync/security/keys.ts';
import { readAuditKey, signerOf, writeAuditKey } from './auditKey.ts';
import { isOnSameDisk, keyFromFile, newKeyFile, readKeyFile } from './keyFile.ts';
import { type DailyKind, findKeys, fingerprint, type KeysFile, parseKeys, pathOf, tryUnseal, type Wrap, writeKeys } from './keysFile.ts';
import type { PassphraseKey } from './passphrase.ts';

/** How the key of the data is kept: by the operating system, in a file beside the data (no protection against its theft) or on another disk, in a head. */
export type KeyProtection = 'os' | 'key-file' | 'key-file-apart' | 'passphrase';

/** What this process has to open a data folder with; plain values, for a thread too. */
export type Unlock = {
  /** 32 bytes from the operating system's key store */
  os?: Uint8Array;
  passphrase?: PassphraseKey;
  /** left out: DIR/medvault.key */
  keyFile?: string;
};

export type FacilityKeys = { databaseKey: Buffer; protection: KeyProtection; signer: AuditSigner; auditPublicKey: string };
/** An opened folder, for whoever writes its keys anew. */
export type OpenedKeys = { databaseKey: Buffer; kind: DailyKind; auditPrivateKey: Buffer; auditPublicKey: string };

/** New keys for a new data folder, under the best there is: key store, passphrase, or else a key file that is made. */
export function makeKeys(dataDir: string, unlock: Unlock = {}): FacilityKeys {
  const { wrap, key } = newWrap(dataDir, unlock);
  const databaseKey = randomBytes(32);
  const audit = newEd25519();
  writeAuditKey(dataDir, Buffer.from(audit.privateKey, 'base64'), [[wrap.kind, key]]);
  writeKeys(dataDir, {
    version: 1,
    wraps: [{ ...wrap, wrapped: seal(key, databaseKey).toString('base64') }],
    check: fingerprint(databaseKey),
    auditPublicKey: audit.publicKey,
  }); // last: keys.json there means that all of it is
  return {
    databaseKey,
    protection: protectionOf(dataDir, wrap.kind, unlock),
    signer: signerOf(audit.privateKey),
    auditPublicKey: audit.publicKey,
  };
}

/** What a folder without a daily key gets. `isAnew`: the folder's own key file is written over when it holds no key. */
export function newWrap(
  dataDir: string,
  unlock: Unlock,
  isAnew = false,
): { wrap: { kind: DailyKind } & Pick<Wrap, 'argon2'>; key: Uint8Array } {
  if (unlock.os) return { wrap: { kind: 'os' }, key: unlock.os };
  if (unlock.passphrase) return { wrap: { kind: 'passphrase', argon2: unlock.passphrase.argon2 }, key: unlock.passphrase.key };
  const path = unlock.keyFile ?? pathOf(dataDir).keyFile;
  const isReplaced = isAnew && unlock.keyFile === undefined && !readKeyFile(path);
  return { wrap: { kind: 'key-file' }, key: isReplaced ? newKeyFile(path) : keyFromFile(path) };
}

/** What this process has for a wrap of this kind. */
export function keyFor(dataDir: string, kind: Wrap['kind'], unlock: Unlock): Uint8Array | undefined {
  if (kind === 'os') return unlock.os;
  if (kind === 'passphrase') return unlock.passphrase?.key;
  if (kind === 'key-file') return readKeyFile(unlock.keyFile ?? pathOf(dataDir).keyFile);
  return undefined;
}

/** @throws 'storage.key_missing' when there is no key here, 'storage.wrong_key' when it is another folder's, 'storage.damaged' for an unreadable keys.json */
export function readKeys(dataDir: string, unlock: Unlock = {}): FacilityKeys {
  const { databaseKey, kind, auditPrivateKey, auditPublicKey } = openKeys(dataDir, unlock);
  const signer = signerOf(auditPrivateKey.toString('base64'));
  return { databaseKey, protection: protectionOf(dataDir, kind, unlock), signer, auditPublicKey };
}

/** `except`: a kind that is about to go. @throws as readKeys */
export function openKeys(dataDir: string, unlock: Unlock, except?: DailyKind): OpenedKeys {
  const file = parseKeys(dataDir);
  let isWrong = false;
  for (const { kind, wrapped } of file.wraps) {
    const key = keyFor(dataDir, kind, unlock);
    if (!key || kind === 'recovery' || kind === except) continue;
    const databaseKey = tryUnseal(key, Buffer.from(wrapped, 'base64'));
    isWrong ||= !databaseKey;
    if (!databaseKey) continue;
    if (fingerprint(databaseKey) !== file.check) throw new AppError('storage.damaged', { why: 'keys.json' });
    const auditPrivateKey = readAuditKey(dataDir, kind, key);
    if (!auditPrivateKey) throw new AppError('storage.key_missing', { file: 'audit.key' });
    return { databaseKey, kind, auditPrivateKey, auditPublicKey: file.auditPublicKey };
  }
  if (isWrong) throw new AppError('storage.wrong_key');
  throw new AppError('storage.key_missing', { file: file.wraps.some((wrap) => wrap.kind === 'key-file') ? 'medvault.key' : '' });
}

/** The data key of a backup by what opens the data folder it came from, also when that folder's key was wrapped anew or replaced since. */
export function openBackupKeys(backup: string, dataDir: string, unlock: Unlock = {}): Buffer | undefined {
  const direct = openWraps(parseKeys(backup), dataDir, unlock);
  if (direct) return direct;
  const own = findKeys(dataDir);
  const databaseKey = own && openWraps(own, dataDir, unlock);
  return databaseKey && knownKey(dataDir, databaseKey, parseKeys(backup).check);
}

function openWraps({ wraps, check }: KeysFile, dataDir: string, unlock: Unlock): Buffer | undefined {
  for (const { kind, wrapped } of wraps) {
    const key = keyFor(dataDir, kind, unlock);
    const databaseKey = key && tryUnseal(key, Buffer.from(wrapped, 'base64'));
    if (databaseKey && fingerprint(databaseKey) === check) return databaseKey;
  }
  return undefined;
}

/** The key with this fingerprint, if it is the folder's own or one that it had before. */
export function knownKey(dataDir: string, databaseKey: Buffer, check: string): Buffer | undefined {
  if (fingerprint(databaseKey) === check) return databaseKey;
  const former = (parseKeys(dataDir).formerKeys ?? []).find((each) => each.check === check);
  return former && tryUnseal(formerKeysKey(databaseKey), Buffer.from(former.sealed, 'base64'));
}

export const formerKeysKey = (databaseKey: Uint8Array): Buffer => deriveKey(databaseKey, 'former keys');

/** As weak as the weakest key: whoever takes a disk with a key file on it needs no passphrase. */
function protectionOf(dataDir: string, kind: DailyKind, unlock: Unlock): KeyProtection {
  const path = unlock.keyFile ?? pathOf(dataDir).keyFile;
  if (parseKeys(dataDir).wraps.some((wrap) => wrap.kind === 'key-file') && readKeyFile(path) && isOnSameDisk(path, dataDir))
    return 'key-file';
  return kind === 'key-file' ? 'key-file-apart' : kind;
}
