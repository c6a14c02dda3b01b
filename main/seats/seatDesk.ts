import { PairingDesk } from './pairingDesk.ts';
import { Presence } from './presence.ts';

/** What this process knows of its seats and no row keeps. */
export class SeatDesk {
  readonly presence = new Presence();
  readonly pairing = new PairingDesk();
  /** the port on the local network that answers now */
  listening: number | null = null;
  problem: 'port.in_use' | 'internal' | null = null;
}
