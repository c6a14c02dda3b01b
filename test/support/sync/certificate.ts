import { createPrivateKey, X509Certificate } from 'node:crypto';
import { selfSign } from '../../../sync/security/selfSigned.ts';

export type Pem = { cert: string; key: string };

/** A certificate that no authority knows, for these names. */
export async function aCertificate(name: string, dns: readonly string[] = [`${name}.example`]): Promise<Pem> {
  const { certificate, privateKey } = await selfSign({ name, dns, now: new Date().toISOString() });
  return {
    cert: new X509Certificate(certificate).toString(),
    key: createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}
