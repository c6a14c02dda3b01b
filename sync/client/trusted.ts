import { createSecureContext, getCACertificates } from 'node:tls';
import type { SecureContext } from 'node:tls';

let context: SecureContext | undefined;

/** The authorities that Node brings, that this computer's system knows, and that NODE_EXTRA_CA_CERTS adds; read once, since it takes a while. */
export function trustedHere(): SecureContext {
  context ??= createSecureContext({ ca: [...getCACertificates('default'), ...getCACertificates('system'), ...getCACertificates('extra')] });
  return context;
}
