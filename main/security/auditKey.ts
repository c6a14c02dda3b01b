import { createHash, createPrivateKey, createPublicKey, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { AuditSigner } from '../../db/audit.ts';
import { seal } from '../../db/personKeys.ts';
import { type DailyKind, parseKeys, pathOf, tryUnseal, writeWhole } from './keysFile.ts';

/**
 * DIR/audit.key: the private key that signs the audit's heads, sealed under each daily key. Never in the database or a backup.
 * A file of the first days is one sealed key without its kind.
 */
type SealedKey = { kind: DailyKind; sealed: string };

export function writeAuditKey(folder: string, privateKey: Uint8Array, keys: readonly (readonly [DailyKind, Uint8Array])[]): void {
  writeSealed(
    folder,
    keys.map(([kind, key]) => ({ kind, sealed: seal(key, privateKey).toString('base64') })),
  );
}

export function readAuditKey(folder: string, kind: DailyKind, key: Uint8Array): Buffer | undefined {
  if (!existsSync(pathOf(folder).auditKey)) return undefined;
  for (const each of readSealed(folder, kind)) {
    const found = each.kind === kind ? tryUnseal(key, Buffer.from(each.sealed, 'base64')) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** A further key also opens it from now on. A former one of the same kind does so until `keepOnly`: keys.json still names it. */
export function addToAuditKey(folder: string, present: DailyKind, kind: DailyKind, sealed: Buffer): void {
  writeSealed(folder, [...readSealed(folder, present), { kind, sealed: sealed.toString('base64') }]);
}

/** What keys.json does not name any more goes: the newest of each kind that it does name stays. */
export function keepOnly(folder: string, present: DailyKind, kinds: readonly DailyKind[]): void {
  const all = readSealed(folder, present);
  writeSealed(
    folder,
    kinds.flatMap((kind) => all.findLast((each) => each.kind === kind) ?? []),
  );
}

const writeSealed = (folder: string, keys: readonly SealedKey[]) =>
  writeWhole(pathOf(folder).auditKey, Buffer.from(`${JSON.stringify({ version: 2, keys })}\n`));

function readSealed(folder: string, present: DailyKind): SealedKey[] {
  const bytes = readFileSync(pathOf(folder).auditKey);
  try {
    const file = JSON.parse(bytes.toString('utf8')) as { version: number; keys: SealedKey[] };
    if (file.version === 2) return file.keys;
  } catch {
    // of the first days
  }
  return [{ kind: present, sealed: bytes.toString('base64') }];
}

export const auditPublicKeyOf = (folder: string): string => parseKeys(folder).auditPublicKey;

/** The present one first. */
export function auditPublicKeysOf(folder: string): string[] {
  const { auditPublicKey, formerAuditPublicKeys = [] } = parseKeys(folder);
  return [auditPublicKey, ...formerAuditPublicKeys];
}

/** Answers whether a signature on an audit head was made with the key of this data folder, or with one that it had before. */
export function headVerifier(folder: string): (bytes: Uint8Array, signature: Uint8Array) => boolean {
  const publicKeys = auditPublicKeysOf(folder).map((key) =>
    createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }),
  );
  return (bytes, signature) => publicKeys.some((key) => verifyBytes(null, bytes, key, signature));
}

export function signerOf(privateKeyBase64: string): AuditSigner {
  const key = createPrivateKey({ key: Buffer.from(privateKeyBase64, 'base64'), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { keyId: createHash('sha256').update(spki).digest('hex').slice(0, 16), sign: (bytes) => signBytes(null, bytes, key) };
}
