import { createHash, createPrivateKey, createPublicKey, randomBytes, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditSigner } from '../../db/audit.ts';
import { deriveKey, seal, unseal } from '../../db/personKeys.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { newEd25519 } from '../../sync/security/keys.ts';
import { makeRecoverySecret, readRecoveryKey, recoveryWrappingKey, writeRecoveryKey } from './recoveryKey.ts';

/** How the key of the data is kept: by the operating system, in a file (no protection against theft of the disk), or given at start. */
export type KeyProtection = 'os' | 'key-file' | 'given';

/** `recovery` is the printed key; `madeAt` says which sheet it is. */
type Wrap = { kind: 'os' | 'key-file' | 'recovery'; wrapped: string; madeAt?: string };
/**
 * DIR/keys.json: any number of wraps of the data key, and its fingerprint, so that a wrong key is told from a damaged file.
 * The audit's former public keys stay: heads that were signed before the key was lost are still read.
 */
type KeysFile = { version: 1; wraps: Wrap[]; check: string; auditPublicKey: string; formerAuditPublicKeys?: string[] };

export type FacilityKeys = { databaseKey: Buffer; protection: KeyProtection; signer: AuditSigner; auditPublicKey: string };

const pathOf = (dataDir: string) => ({
  keys: join(dataDir, 'keys.json'),
  keyFile: join(dataDir, 'medvault.key'),
  auditKey: join(dataDir, 'audit.key'),
});

export function hasKeys(dataDir: string): boolean {
  return existsSync(pathOf(dataDir).keys);
}

/** New keys for a new data folder. `wrapping`: 32 bytes from the operating system's key store; without it a key file is made. */
export function makeKeys(dataDir: string, wrapping?: Uint8Array): FacilityKeys {
  const paths = pathOf(dataDir);
  const kind = wrapping ? 'os' : 'key-file';
  const key = wrapping ?? makeKeyFile(paths.keyFile);
  const databaseKey = randomBytes(32);
  const audit = newEd25519();
  writeWhole(paths.auditKey, seal(key, Buffer.from(audit.privateKey, 'base64')));
  const file: KeysFile = {
    version: 1,
    wraps: [{ kind, wrapped: seal(key, databaseKey).toString('base64') }],
    check: fingerprint(databaseKey),
    auditPublicKey: audit.publicKey,
  };
  writeKeys(paths.keys, file); // last: keys.json there means that all of it is
  return { databaseKey, protection: kind, signer: signerOf(audit.privateKey), auditPublicKey: audit.publicKey };
}

/** @throws 'storage.key_missing' when there is no key here, 'storage.wrong_key' when it is another folder's, 'storage.damaged' for an unreadable keys.json */
export function readKeys(dataDir: string, wrapping?: Uint8Array): FacilityKeys {
  const paths = pathOf(dataDir);
  const file = parseKeys(paths.keys);
  let isWrong = false;
  for (const wrap of file.wraps) {
    if (wrap.kind === 'recovery') continue;
    const key = wrap.kind === 'os' ? wrapping : readKeyFile(paths.keyFile);
    if (!key) continue;
    const databaseKey = tryUnseal(key, Buffer.from(wrap.wrapped, 'base64'));
    isWrong ||= !databaseKey;
    if (!databaseKey) continue;
    if (fingerprint(databaseKey) !== file.check) throw new AppError('storage.damaged', { why: 'keys.json' });
    const auditKey = existsSync(paths.auditKey) ? tryUnseal(key, readFileSync(paths.auditKey)) : undefined;
    if (!auditKey) throw new AppError('storage.key_missing', { file: 'audit.key' });
    return { databaseKey, protection: wrap.kind, signer: signerOf(auditKey.toString('base64')), auditPublicKey: file.auditPublicKey };
  }
  if (isWrong) throw new AppError('storage.wrong_key');
  throw new AppError('storage.key_missing', { file: file.wraps.some((wrap) => wrap.kind === 'os') ? '' : 'medvault.key' });
}

/** The data key by the printed recovery key. `folder` holds keys.json: a data folder or a backup. @throws 'recovery.mistyped', 'recovery.wrong' */
export function openWithRecovery(folder: string, recoveryKey: string): Buffer {
  const wrappingKey = recoveryWrappingKey(readRecoveryKey(recoveryKey));
  const file = parseKeys(pathOf(folder).keys);
  for (const wrap of file.wraps) {
    const databaseKey = wrap.kind === 'recovery' ? tryUnseal(wrappingKey, Buffer.from(wrap.wrapped, 'base64')) : undefined;
    if (databaseKey && fingerprint(databaseKey) === file.check) return databaseKey;
  }
  throw new AppError('recovery.wrong');
}

/** The data key of a backup by what opens the data folder it came from, also when that folder's key was wrapped anew since. */
export function openBackupKeys(backup: string, dataDir: string, wrapping?: Uint8Array): Buffer | undefined {
  const { wraps, check } = parseKeys(pathOf(backup).keys);
  const here = hasKeys(dataDir) && isReadable(dataDir) ? parseKeys(pathOf(dataDir).keys).wraps : [];
  for (const wrap of [...wraps, ...here]) {
    const key = wrap.kind === 'os' ? wrapping : wrap.kind === 'key-file' ? readKeyFile(pathOf(dataDir).keyFile) : undefined;
    const databaseKey = key && tryUnseal(key, Buffer.from(wrap.wrapped, 'base64'));
    if (databaseKey && fingerprint(databaseKey) === check) return databaseKey;
  }
  return undefined;
}

function isReadable(dataDir: string): boolean {
  try {
    return parseKeys(pathOf(dataDir).keys).version === 1;
  } catch {
    return false;
  }
}

/** A new recovery key in the place of the former one, whose sheet opens nothing here any more. Answers what to print; it stands nowhere else. */
export function renewRecoveryKey(dataDir: string, databaseKey: Uint8Array, now: string): string[] {
  const { keys } = pathOf(dataDir);
  const file = parseKeys(keys);
  if (fingerprint(databaseKey) !== file.check) throw new AppError('storage.damaged', { why: 'keys.json' });
  const secret = makeRecoverySecret();
  const wrapped = seal(recoveryWrappingKey(secret), databaseKey).toString('base64');
  const others = file.wraps.filter((wrap) => wrap.kind !== 'recovery');
  writeKeys(keys, { ...file, wraps: [...others, { kind: 'recovery', wrapped, madeAt: now }] });
  return writeRecoveryKey(secret);
}

export const auditPublicKeyOf = (dataDir: string): string => parseKeys(pathOf(dataDir).keys).auditPublicKey;

/** When the recovery key in force was made; null when there is none. */
export function recoveryKeyMadeAt(dataDir: string): string | null {
  return parseKeys(pathOf(dataDir).keys).wraps.find((wrap) => wrap.kind === 'recovery')?.madeAt ?? null;
}

/**
 * Wraps a data key that was opened by the recovery key under the key store or a new key file. The lost audit key is replaced, and the former
 * public key kept. `from` holds the keys.json to go by, `to` gets the new files; keys.json is written last.
 */
export function wrapAnew(from: string, to: string, databaseKey: Uint8Array, wrapping?: Uint8Array): void {
  const paths = pathOf(to);
  const file = parseKeys(pathOf(from).keys);
  const key = wrapping ?? readKeyFile(paths.keyFile) ?? newKeyFile(paths.keyFile);
  const audit = newEd25519();
  writeWhole(paths.auditKey, seal(key, Buffer.from(audit.privateKey, 'base64')));
  writeKeys(paths.keys, {
    ...file,
    wraps: [
      { kind: wrapping ? 'os' : 'key-file', wrapped: seal(key, databaseKey).toString('base64') },
      ...file.wraps.filter((wrap) => wrap.kind === 'recovery'),
    ],
    auditPublicKey: audit.publicKey,
    formerAuditPublicKeys: [...(file.formerAuditPublicKeys ?? []), file.auditPublicKey],
  });
}

/** Whether two folders (data or backup) hold wraps of the same data key. */
export function isSameDataKey(one: string, other: string): boolean {
  return isReadable(one) && isReadable(other) && parseKeys(pathOf(one).keys).check === parseKeys(pathOf(other).keys).check;
}

/** Both can be read and differ: the folders belong to different facilities. */
export function isOtherDataKey(one: string, other: string): boolean {
  return isReadable(one) && isReadable(other) && !isSameDataKey(one, other);
}

/** Answers whether a signature on an audit head was made with the key of this data folder, or with one that it had before. */
export function headVerifier(dataDir: string): (bytes: Uint8Array, signature: Uint8Array) => boolean {
  const { auditPublicKey, formerAuditPublicKeys = [] } = parseKeys(pathOf(dataDir).keys);
  const publicKeys = [auditPublicKey, ...formerAuditPublicKeys].map((key) =>
    createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }),
  );
  return (bytes, signature) => publicKeys.some((key) => verifyBytes(null, bytes, key, signature));
}

export function signerOf(privateKeyBase64: string): AuditSigner {
  const key = createPrivateKey({ key: Buffer.from(privateKeyBase64, 'base64'), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { keyId: createHash('sha256').update(spki).digest('hex').slice(0, 16), sign: (bytes) => signBytes(null, bytes, key) };
}

const fingerprint = (key: Uint8Array): string => deriveKey(key, 'fingerprint').toString('hex').slice(0, 16);

function parseKeys(path: string): KeysFile {
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as KeysFile;
    if (file.version !== 1 || !Array.isArray(file.wraps)) throw new Error('shape');
    return file;
  } catch {
    throw new AppError('storage.damaged', { why: 'keys.json' });
  }
}

function makeKeyFile(path: string): Buffer {
  if (existsSync(path)) return readKeyFile(path) ?? refuseKeyFile();
  return newKeyFile(path);
}

function newKeyFile(path: string): Buffer {
  const key = randomBytes(32);
  writeWhole(path, Buffer.from(`${key.toString('hex')}\n`));
  return key;
}

function refuseKeyFile(): never {
  throw new AppError('storage.key_missing', { file: 'medvault.key' });
}

function readKeyFile(path: string): Buffer | undefined {
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8').trim();
  return /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, 'hex') : undefined;
}

function tryUnseal(key: Uint8Array, sealed: Uint8Array): Buffer | undefined {
  try {
    return unseal(key, sealed);
  } catch {
    return undefined;
  }
}

const writeKeys = (path: string, file: KeysFile) => writeWhole(path, Buffer.from(`${JSON.stringify(file, null, 2)}\n`));

/** All of it or nothing, also when the power fails: written beside, flushed, then renamed. */
function writeWhole(path: string, bytes: Uint8Array): void {
  const beside = `${path}.new`;
  const file = openSync(beside, 'w', 0o600);
  writeSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
  renameSync(beside, path);
}
