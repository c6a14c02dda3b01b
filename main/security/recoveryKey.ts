import { createHash, randomBytes } from 'node:crypto';
import { deriveKey } from '../../db/personKeys.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { recoveryAlphabet, recoveryGroups, typedSigns } from '../../preload/contract/recoveryKey.ts';

const secretBytes = 16;
const signs = recoveryGroups * 4;
const checkBits = BigInt(signs * 5 - secretBytes * 8);

export const makeRecoverySecret = (): Buffer => randomBytes(secretBytes);

/** Seven groups of four signs: the secret's 128 bits, then 12 bits of its SHA-256, so that a wrong sign is told before anything is tried. */
export function writeRecoveryKey(secret: Uint8Array): string[] {
  let bits = (BigInt(`0x${Buffer.from(secret).toString('hex')}`) << checkBits) | checkOf(secret);
  let text = '';
  for (let sign = 0; sign < signs; sign++) {
    text = recoveryAlphabet.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return text.match(/.{4}/g) ?? [];
}

/** The secret of a key as somebody types it. @throws 'recovery.mistyped' { signs: how many were given, wanted } */
export function readRecoveryKey(text: string): Buffer {
  const typed = typedSigns(text.slice(0, 200));
  const refuse = () => new AppError('recovery.mistyped', { signs: typed.length, wanted: signs });
  if (typed.length !== signs) throw refuse();
  let bits = 0n;
  for (const sign of typed) {
    const value = recoveryAlphabet.indexOf(sign);
    if (value < 0) throw refuse();
    bits = (bits << 5n) | BigInt(value);
  }
  const secret = Buffer.from((bits >> checkBits).toString(16).padStart(secretBytes * 2, '0'), 'hex');
  if ((bits & ((1n << checkBits) - 1n)) !== checkOf(secret)) throw refuse();
  return secret;
}

/** What wraps the data key. HKDF, no slow hash: that protects words people choose, and 128 random bits can't be searched. */
export const recoveryWrappingKey = (secret: Uint8Array): Buffer => deriveKey(secret, 'recovery key');

function checkOf(secret: Uint8Array): bigint {
  const hash = createHash('sha256').update('medvault recovery key').update(secret).digest();
  return BigInt(hash.readUInt16BE(0)) >> (16n - checkBits);
}
