import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../preload/contract/errors.ts';

/** Listens on loopback only; answers the port, which 0 leaves to the system. @throws 'port.in_use' */
export function listenHere(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(isTaken ? new AppError('port.in_use', { port }) : error);
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
