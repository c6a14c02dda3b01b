import type { Logger } from 'pino';
import { localNameOf } from './certificate.ts';
import { onEachNetwork, service } from './mdns.ts';

/** Tells the local network that this facility can be reached here: its code and port, nothing about anybody. @returns how to stop */
export function advertise({ code, port, log }: { code: string; port: number; log: Logger }): () => Promise<void> {
  return onEachNetwork(
    (bonjour) => bonjour.publish({ name: `MedVault ${code}`, type: service, port, host: localNameOf(code), txt: { code }, probe: false }),
    (error) => log.warn({ err: error }, 'not announced on a network'),
  );
}
