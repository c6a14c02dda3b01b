import { Secret, TOTP } from 'otpauth';
import bwip from 'bwip-js/node';

/** RFC 6238 with what every authenticator takes: SHA-1, six digits, 30 s. */
const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/**
 * The step a code belongs to, or undefined when it is wrong or was used: only a later step than `lastStep` is taken (RFC 6238, 5.2).
 * One step early or late is right, for clocks that differ. `now`: UTC ISO.
 */
export function stepOfCode(secret: string, code: string, now: string, lastStep: number): number | undefined {
  const timestamp = Date.parse(now);
  const delta = new TOTP({ ...form, secret: Secret.fromBase32(secret) }).validate({ token: code, timestamp, window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(timestamp / 1000 / form.period) + delta;
  return step > lastStep ? step : undefined;
}

/** What an authenticator reads from the QR code. */
export function totpUri(secret: string, username: string, facilityName: string): string {
  return new TOTP({ ...form, issuer: `MedVault ${facilityName}`, label: username, secret: Secret.fromBase32(secret) }).toString();
}

/** A QR code (ISO/IEC 18004, error correction M) with its quiet zone of four cells, as SVG path data over `side` x `side`. */
export function qrPath(text: string): { side: number; path: string } {
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M');
  if (!symbol || !('pixs' in symbol)) throw new Error('The code has no cells');
  const { pixs, pixx } = symbol;
  const cells = [...pixs].flatMap((isDark, at) => (isDark ? [`M${(at % pixx) + 4} ${Math.floor(at / pixx) + 4}h1v1h-1z`] : []));
  return { side: pixx + 8, path: cells.join('') };
}
