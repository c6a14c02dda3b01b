import { recoveryAlphabet, typedSigns } from './recoveryKey.ts';

/**
 * A pairing code as people read and type it: seven groups of four signs, written like the recovery key. Eight signs are a secret that works
 * once, sixteen are the first 80 bits of the SHA-256 of the host's public key (SPKI), four are a check: the rest of the 120 bits before
 * them by a prime just below 2^20, which tells every wrong sign and every swap of neighbours.
 */
export type PairingCode = { secret: string; fingerprint: string };

export const pairingSigns = { secret: 8, fingerprint: 16, check: 4 } as const;
const body = pairingSigns.secret + pairingSigns.fingerprint;
const prime = 1_048_573;

/** Both parts in the signs of the alphabet. */
export function writePairingCode({ secret, fingerprint }: PairingCode): string[] {
  const text = secret + fingerprint;
  if (secret.length !== pairingSigns.secret || text.length !== body) throw new Error('A part of the pairing code has the wrong length');
  return (text + checkOf(text)).match(/.{4}/g) ?? [];
}

/** As somebody types it, in any case and grouping; null when it cannot be a code. */
export function readPairingCode(text: string): PairingCode | null {
  if (text.length > 100) return null;
  const typed = typedSigns(text);
  if (typed.length !== body + pairingSigns.check || [...typed].some((sign) => !recoveryAlphabet.includes(sign))) return null;
  if (checkOf(typed.slice(0, body)) !== typed.slice(body)) return null;
  return { secret: typed.slice(0, pairingSigns.secret), fingerprint: typed.slice(pairingSigns.secret, body) };
}

/** The first bits of `bytes` in the signs of the alphabet, five bits a sign. */
export function toSigns(bytes: Uint8Array, signs: number): string {
  let text = '';
  for (let sign = 0; sign < signs; sign++) {
    const bit = sign * 5;
    const two = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    text += recoveryAlphabet.charAt((two >> (11 - (bit % 8))) & 31);
  }
  return text;
}

function checkOf(text: string): string {
  let rest = 0;
  for (const sign of text) rest = (rest * 32 + recoveryAlphabet.indexOf(sign)) % prime;
  let check = '';
  for (let place = 0; place < pairingSigns.check; place++) {
    check = recoveryAlphabet.charAt(rest % 32) + check;
    rest = Math.floor(rest / 32);
  }
  return check;
}
