import { seal } from '../../db/personKeys.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { newEd25519 } from '../../sync/security/keys.ts';
import { writeAuditKey } from './auditKey.ts';
import { newWrap, type Unlock } from './keys.ts';
import { fingerprint, parseKeys, tryUnseal, type Wrap, writeKeys } from './keysFile.ts';
import { makeRecoverySecret, readRecoveryKey, recoveryWrappingKey, writeRecoveryKey } from './recoveryKey.ts';

/** The data key by the printed recovery key. `folder` holds keys.json: a data folder or a backup. @throws 'recovery.mistyped', 'recovery.wrong' */
export function openWithRecovery(folder: string, recoveryKey: string): Buffer {
  const wrappingKey = recoveryWrappingKey(readRecoveryKey(recoveryKey));
  const file = parseKeys(folder);
  for (const wrap of file.wraps) {
    const databaseKey = wrap.kind === 'recovery' ? tryUnseal(wrappingKey, Buffer.from(wrap.wrapped, 'base64')) : undefined;
    if (databaseKey && fingerprint(databaseKey) === file.check) return databaseKey;
  }
  throw new AppError('recovery.wrong');
}

export function recoveryWrap(secret: Uint8Array, databaseKey: Uint8Array, now: string): Wrap {
  return { kind: 'recovery', wrapped: seal(recoveryWrappingKey(secret), databaseKey).toString('base64'), madeAt: now };
}

/** A new recovery key in the place of the former one, whose sheet opens nothing here any more. Answers what to print; it stands nowhere else. */
export function renewRecoveryKey(dataDir: string, databaseKey: Uint8Array, now: string): string[] {
  const file = parseKeys(dataDir);
  if (fingerprint(databaseKey) !== file.check) throw new AppError('storage.damaged', { why: 'keys.json' });
  const secret = makeRecoverySecret();
  const others = file.wraps.filter((wrap) => wrap.kind !== 'recovery');
  writeKeys(dataDir, { ...file, wraps: [...others, recoveryWrap(secret, databaseKey, now)] });
  return writeRecoveryKey(secret);
}

/** When the recovery key in force was made; null when there is none. */
export function recoveryKeyMadeAt(dataDir: string): string | null {
  return parseKeys(dataDir).wraps.find((wrap) => wrap.kind === 'recovery')?.madeAt ?? null;
}

/**
 * Wraps a data key that was opened by the recovery key under the key store, the passphrase or a key file. The lost audit key is replaced,
 * and the former public key kept. `from` holds the keys.json to go by, `to` gets the new files; keys.json is written last.
 */
export function wrapAnew(from: string, to: string, databaseKey: Uint8Array, unlock: Unlock = {}): void {
  const file = parseKeys(from);
  const { wrap, key } = newWrap(to, unlock, true);
  const audit = newEd25519();
  writeAuditKey(to, Buffer.from(audit.privateKey, 'base64'), [[wrap.kind, key]]);
  writeKeys(to, {
    ...file,
    wraps: [{ ...wrap, wrapped: seal(key, databaseKey).toString('base64') }, ...file.wraps.filter(({ kind }) => kind === 'recovery')],
    auditPublicKey: audit.publicKey,
    formerAuditPublicKeys: [...(file.formerAuditPublicKeys ?? []), file.auditPublicKey],
  });
}
