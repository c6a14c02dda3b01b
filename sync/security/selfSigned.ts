import { webcrypto } from 'node:crypto';

/** PKCS #8 and X.509, both DER. */
export type OwnCertificate = { privateKey: Buffer; certificate: Buffer };

const years = 30;

/**
 * A P-256 key and a certificate signed by itself: trusted because whoever connects knows it from elsewhere, not because of its names or
 * dates. It begins a day early, for computers whose clock is behind.
 */
export async function selfSign({ name, dns, now }: { name: string; dns: readonly string[]; now: string }): Promise<OwnCertificate> {
  await import('reflect-metadata'); // asked for by the next one
  const x509 = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const notBefore = new Date(Date.parse(now) - 86_400_000);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${name}`,
      keys: keys as never, // the library knows Node's type by the browser's name
      notBefore,
      notAfter: new Date(notBefore.getTime() + years * 365.25 * 86_400_000),
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(dns.map((value) => ({ type: 'dns' as const, value }))),
      ],
    },
    webcrypto as never,
  );
  return {
    privateKey: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)),
    certificate: Buffer.from(certificate.rawData),
  };
}
