import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../preload/contract/errors.ts';

/** Listens on loopback unless another address is given; answers the port, which 0 leaves to the system. @throws 'port.in_use', 'port.no_address' */
export function listenHere(server: Server, port: number, address = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return reject(new AppError('port.no_address', { address }));
      reject(isTaken ? new AppError('port.in_use', { port }) : error);
    });
    server.listen(port, address, () => resolve((server.address() as AddressInfo).port));
  });
}
