import { createHash, hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as base64url: a session, a seat or an operator. Only its hash is ever stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Lower-case hex. Text is hashed as UTF-8. */
export function sha256Hex(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** Compares without telling by its duration how much was right; the lengths may differ. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
