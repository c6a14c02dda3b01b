import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { pairingSigns, toSigns } from '../../preload/contract/pairingCode.ts';
import { type OwnCertificate, selfSign } from '../../sync/security/selfSigned.ts';

export type { OwnCertificate };

/** The facility's own key and certificate on the local network, made once: seats trust it because they pinned it at pairing. */
export function makeCertificate({ code, now }: { code: string; now: string }): Promise<OwnCertificate> {
  return selfSign({ name: `MedVault ${code}`, dns: [localNameOf(code)], now });
}

/** The host's name in multicast DNS. */
export const localNameOf = (code: string): string => `medvault-${code.toLowerCase()}.local`;

/** As Node's TLS wants them. */
export function toPem({ privateKey, certificate }: OwnCertificate): { key: string; cert: string } {
  const key = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' });
  return { key: key.export({ format: 'pem', type: 'pkcs8' }).toString(), cert: new X509Certificate(certificate).toString() };
}

/** The part of a pairing code that stands for the host: the first 80 bits of the SHA-256 of its public key. */
export function codeFingerprint(certificate: X509Certificate): string {
  const spki = certificate.publicKey.export({ format: 'der', type: 'spki' });
  return toSigns(createHash('sha256').update(spki).digest(), pairingSigns.fingerprint);
}

/** What a paired seat remembers: lower-case hex SHA-256 of the whole certificate. */
export const pinOf = (certificate: X509Certificate): string => createHash('sha256').update(certificate.raw).digest('hex');
