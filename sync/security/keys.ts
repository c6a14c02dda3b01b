import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Ed25519 as base64 of DER: SPKI and PKCS#8. */
export type KeyPair = { publicKey: string; privateKey: string };

export function newEd25519(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return { publicKey: publicKey.toString('base64'), privateKey: privateKey.toString('base64') };
}

/** What two people compare over the telephone: `4F1A 90C3 …`, the first 64 bits of SHA-256 of the key's DER. */
export function fingerprintOf(publicKey: string): string {
  const hex = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16).toUpperCase();
  return hex.replace(/(.{4})(?=.)/g, '$1 ');
}

/** @returns the 64-byte signature as base64 */
export function sign(privateKey: string, message: Uint8Array | string): string {
  return signBytes(null, bytesOf(message), readPrivateKey(privateKey)).toString('base64');
}

let lastRead: { text: string; key: KeyObject } | undefined;

/** A process signs with one key; reading it takes longer than signing. */
function readPrivateKey(text: string): KeyObject {
  if (lastRead?.text !== text)
    lastRead = { text, key: createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' }) };
  return lastRead.key;
}

/** False for a wrong signature and for a key or signature that cannot be read. */
export function verify(publicKey: string, message: Uint8Array | string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && verifyBytes(null, bytesOf(message), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

const bytesOf = (message: Uint8Array | string) => (typeof message === 'string' ? Buffer.from(message) : message);
