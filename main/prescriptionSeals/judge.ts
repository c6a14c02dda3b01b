import type { SealVerdict } from '../../preload/contract/prescriptionSeals.ts';
import { parseNumber } from '../../preload/contract/readableNumber.ts';
import { keyTagOf, readSeal, sealPrefix, type Seal } from './code.ts';
import type { TrustedKey } from './keys.ts';
import { fromBase32 } from './base32.ts';

export type Judged = { verdict: SealVerdict; seal: Seal | null };

/** An issuer's clock and ours may be this far apart around the change of a key, or at the moment of signing. */
const toleranceMs = 86_400_000;

/**
 * Pure. `keysOf` answers the keys of a facility, undefined where none has arrived. What is forged is not shown: its words would be believed.
 */
export function judge(code: string, keysOf: (facilityId: string) => readonly TrustedKey[] | undefined): Judged {
  const read = readSeal(code);
  if (read === null) return { verdict: unreadable(code), seal: null };
  const { seal, keyTag, isSignedBy } = read;
  const keys = keysOf(seal.facilityId);
  if (keys === undefined) return { verdict: 'unknown-facility', seal };
  const named = keys.filter(({ publicKey }) => keyTagOf(publicKey) === keyTag);
  if (named.length === 0) return { verdict: 'unknown-key', seal };
  const key = named.find(({ publicKey }) => isSignedBy(publicKey));
  if (key === undefined) return { verdict: 'forged', seal: null };
  if (key.isWithdrawn) return { verdict: 'withdrawn-key', seal };
  return { verdict: wasUsedAt(key, seal.issuedAt) ? 'genuine' : 'retired-key', seal };
}

export function validityOf(
  seal: Pick<Seal, 'issuedAt' | 'validUntil'>,
  now: string,
  today: string,
): 'in-date' | 'expired' | 'issued-later' {
  if (Date.parse(seal.issuedAt) > Date.parse(now) + toleranceMs) return 'issued-later';
  return seal.validUntil >= today ? 'in-date' : 'expired';
}

function wasUsedAt({ from, until }: TrustedKey, issuedAt: string): boolean {
  const at = Date.parse(issuedAt);
  return at >= Date.parse(from) - toleranceMs && (until === null || at <= Date.parse(until) + toleranceMs);
}

function unreadable(code: string): SealVerdict {
  const text = code.trim();
  if (text.startsWith(sealPrefix)) {
    const version = fromBase32(text.slice(sealPrefix.length))?.[0];
    return version !== undefined && version > 1 ? 'newer-version' : 'forged';
  }
  return parseNumber(text)?.kind === 'R' ? 'number-only' : 'not-a-code';
}
