import { createHash } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { Channel } from './protocol/channel.ts';

/** @param certificate the one that was shown on this line, as DER */
export function channelOf(socket: TLSSocket, certificate: Buffer | undefined): Channel {
  const isNew = socket.getProtocol() === 'TLSv1.3';
  return {
    exporter: isNew ? socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0)).toString('base64') : null,
    certificate: certificate === undefined ? null : certificateHash(certificate),
  };
}

/** @param der the certificate's bytes */
export function certificateHash(der: Buffer): string {
  return createHash('sha256').update(der).digest('base64');
}
