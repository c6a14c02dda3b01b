import type { Binding } from './messages.ts';

/**
 * What the two ends of one TLS line know of it, each in base64, null where an end cannot tell. `exporter`: both ends of this line and nobody
 * else can work it out (RFC 9266, tls-exporter; TLS 1.3 only). `certificate`: SHA-256 of the certificate that was shown, as DER
 * (RFC 5929, tls-server-end-point), which a hub behind a proxy can know as well.
 */
export type Channel = Readonly<Record<Exclude<Binding, 'none'>, string | null>>;

/** Of a line within one computer, or one whose TLS ends at a proxy that the hub knows nothing of. */
export const bareChannel: Channel = { exporter: null, certificate: null };

/** What is signed about the line, so that the signatures of both sides are worth nothing on another one. */
export type Bound = { kind: Binding; value: string };

/** The strongest that the hub can vouch for. */
export function strongestOf(channel: Channel): Bound {
  if (channel.exporter !== null) return { kind: 'exporter', value: channel.exporter };
  if (channel.certificate !== null) return { kind: 'certificate', value: channel.certificate };
  return { kind: 'none', value: '' };
}

/** The signatures speak of the line since this version. */
export const boundSince = 5;
