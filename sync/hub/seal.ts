import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { sameSecret } from '../security/tokens.ts';
import type { Progress } from './store/store.ts';

/** The hub's word on how far it has come, which facilities carry for it: a hub restored from a backup learns of the restore from them. */
export type Seal = { seal(progress: Progress): string; open(witness: string): Progress | null };

/** Of the identity key that the hub had first; it stays when that key changes, so that what facilities carry can still be opened. */
export function sealKeyOf(identityPrivateKey: string): string {
  return createHash('sha256').update('medvault hub witness 1').update(identityPrivateKey).digest('hex');
}

/**
 * HMAC-SHA-256 in base64url.
 * @param sealKey as `sealKeyOf` makes it
 */
export function createMac(sealKey: string): (text: string) => string {
  const key = createSecretKey(sealKey, 'hex'); // made once: an HMAC with bare bytes takes ten times as long
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
}

/** @param sealKey as `sealKeyOf` makes it */
export function createSeal(sealKey: string): Seal {
  const whole = createMac(sealKey);
  const mac = (text: string) => whole(text).slice(0, 22);
  let lastText = '';
  let lastSealed = '';
  return {
    seal({ epoch, run, head }) {
      const text = `${epoch}.${run}.${head}`;
      // Thousands read up to the same head.
      if (text !== lastText) [lastText, lastSealed] = [text, `${text}.${mac(text)}`];
      return lastSealed;
    },
    open(witness) {
      const [epoch, run, head, given, ...rest] = witness.split('.');
      if (epoch === undefined || run === undefined || head === undefined || given === undefined || rest.length > 0) return null;
      if (!sameSecret(given, mac(`${epoch}.${run}.${head}`)) || !/^\d+$/.test(head)) return null;
      return { epoch, run, head: Number(head) };
    },
  };
}
