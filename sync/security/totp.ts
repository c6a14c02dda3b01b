import { Secret, TOTP } from 'otpauth';

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

/** What an authenticator reads from the QR code. `place`: the facility or hub that the account is at. */
export function totpUri(secret: string, username: string, place: string): string {
  return new TOTP({ ...form, issuer: `MedVault ${place}`, label: username, secret: Secret.fromBase32(secret) }).toString();
}
