import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { isLoopbackAddress, networkOf } from '../network.ts';
import { bareChannel } from '../protocol/channel.ts';
import type { Channel } from '../protocol/channel.ts';
import { channelOf } from '../tlsChannel.ts';

/** Who is at the other end, before anything is proved. */
export type Caller = {
  channel: Channel;
  /** the network it comes from; null where that is not known, as behind a proxy that is not believed */
  network: string | null;
  onWelcomed?: () => void;
};

export const unknownCaller: Caller = { channel: bareChannel, network: null };

/** A proxy in front: `addresses` whose X-Forwarded-For is believed, and the hash of the certificate that it shows. */
export type Proxy = { addresses: readonly string[]; certificate: string | null };

/**
 * The network of whoever asks. What stands in X-Forwarded-For can be written by anybody, so only its last entry counts, and only when a
 * proxy wrote it that the operator named. Null on this computer: that may be a proxy for everybody.
 */
export function networkOfRequest({ socket, headers }: IncomingMessage, proxy: Proxy): string | null {
  const near = networkOf(socket.remoteAddress ?? '');
  if (proxy.addresses.includes(near)) {
    const told = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .at(-1)!
      .trim();
    return /^[\d.:a-fA-F]{2,45}$/.test(told) ? networkOf(told) : null;
  }
  return isLoopbackAddress(near) || near === '' ? null : near;
}

/** What this end knows of the line. */
export function channelOfRequest({ socket }: IncomingMessage, proxy: Proxy): Channel {
  const isOwn = 'encrypted' in socket && socket.encrypted === true;
  if (isOwn) return channelOf(socket as TLSSocket, (socket as TLSSocket).getX509Certificate()?.raw);
  return { ...bareChannel, certificate: proxy.certificate };
}

/** Asked on this computer by something on this computer, with nobody in between. */
export function isFromHere({ socket, headers }: IncomingMessage): boolean {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return isLoopbackAddress(socket.remoteAddress ?? '') && !isForwarded;
}

/** How many there are of each network at a time. */
export function createCrowd(mostOfOne: number) {
  const here = new Map<string, number>();
  return {
    /** @returns what takes it out again, once; null when there are too many of that network already */
    enter(network: string | null): (() => void) | null {
      if (network === null) return () => undefined;
      const before = here.get(network) ?? 0;
      if (before >= mostOfOne) return null;
      here.set(network, before + 1);
      let isIn = true;
      return () => {
        if (!isIn) return;
        isIn = false;
        const left = here.get(network)! - 1;
        if (left === 0) here.delete(network);
        else here.set(network, left);
      };
    },
  };
}
