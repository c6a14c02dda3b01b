import type { Server, Socket } from 'node:net';
import { networkOf } from '../../sync/network.ts';

/** Connections at a time. A browser opens six; whoever has not shown to be a paired seat gets few. */
const limits = { ofAddress: 64, unpairedOfAddress: 16, unpaired: 128 };

type Guest = { address: string; isPaired: boolean };

/** Keeps one noisy computer from taking the place of others: counts connections by network address from their first packet on. */
export class Crowd {
  readonly #guests = new Map<string, Guest>();

  /** `onRefused`: told once a refused connection. */
  constructor(server: Server, onRefused: (address: string) => void) {
    server.prependListener('connection', (socket: Socket) => {
      const guest: Guest = { address: networkAddress(socket), isPaired: false };
      if (this.#isFull(guest.address)) {
        onRefused(guest.address);
        socket.destroy();
        return;
      }
      const end = endOf(socket);
      this.#guests.set(end, guest);
      socket.once('close', () => this.#guests.delete(end));
    });
  }

  /** This connection belongs to a paired seat. */
  admit(socket: Socket): void {
    const guest = this.#guests.get(endOf(socket));
    if (guest) guest.isPaired = true;
  }

  #isFull(address: string): boolean {
    let ofAddress = 0;
    let unpairedOfAddress = 0;
    let unpaired = 0;
    for (const guest of this.#guests.values()) {
      if (!guest.isPaired) unpaired += 1;
      if (guest.address !== address) continue;
      ofAddress += 1;
      if (!guest.isPaired) unpairedOfAddress += 1;
    }
    return ofAddress >= limits.ofAddress || unpairedOfAddress >= limits.unpairedOfAddress || unpaired >= limits.unpaired;
  }
}

export const networkAddress = ({ remoteAddress = '' }: Socket): string => networkOf(remoteAddress);

const endOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
