import { createHash, createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import { pairingSigns, toSigns } from '../../preload/contract/pairingCode.ts';

/** The facility's own key and certificate on the local network: PKCS #8 and X.509, both DER. */
export type OwnCertificate = { privateKey: Buffer; certificate: Buffer };

const years = 30;

/**
 * A P-256 key and a certificate signed by itself, made once: seats trust it because they pinned it at pairing, not because of its names
 * or dates. It begins a day early, for computers whose clock is behind.
 */
export async function makeCertificate({ code, now }: { code: string; now: string }): Promise<OwnCertificate> {
  await import('reflect-metadata'); // asked for by the next one
  const x509 = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const notBefore = new Date(Date.parse(now) - 86_400_000);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=MedVault ${code}`,
      keys: keys as never, // the library knows Node's type by the browser's name
      notBefore,
      notAfter: new Date(notBefore.getTime() + years * 365.25 * 86_400_000),
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: localNameOf(code) }]),
      ],
    },
    webcrypto as never,
  );
  return {
    privateKey: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)),
    certificate: Buffer.from(certificate.rawData),
  };
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
