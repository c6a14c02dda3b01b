import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { AppError } from '../../../preload/contract/errors.ts';
import { readAddress, writeAddress } from './address.ts';

const patienceMs = 4000;

/**
 * A TLS 1.3 connection to the computer whose certificate is the right one. No authority vouches for it and its names say nothing: the pin
 * does, and it is looked at before a single byte of ours is sent. @throws 'seat.unreachable', 'seat.wrong_computer'
 */
export function connectSecurely(address: string, isRight: (certificate: X509Certificate) => boolean): Promise<TLSSocket> {
  const { host, port } = readAddress(address);
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      ...(isIP(host) ? {} : { servername: host }),
      rejectUnauthorized: false,
      minVersion: 'TLSv1.3',
      ALPNProtocols: ['http/1.1'],
    });
    const fail = (code: 'seat.unreachable' | 'seat.wrong_computer') => {
      clearTimeout(impatient);
      socket.destroy();
      reject(new AppError(code, { address }));
    };
    const impatient = setTimeout(() => fail('seat.unreachable'), patienceMs);
    const onError = () => fail('seat.unreachable');
    socket.once('error', onError);
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      if (!certificate || !isRight(certificate)) return fail('seat.wrong_computer');
      clearTimeout(impatient);
      socket.off('error', onError);
      socket.on('error', () => socket.destroy());
      return resolve(socket);
    });
  });
}

/** What the Host header says: the address that was reached, which the other side knows as its own whatever name led there. */
export const reachedHost = ({ remoteAddress = '', remotePort = 0 }: TLSSocket): string =>
  writeAddress({ host: remoteAddress.replace(/^::ffff:/, ''), port: remotePort });
