import type { Envelope } from './wire.ts';
import type { WireError } from './errors.ts';

/** The clinic on another computer that this one is a seat of. `isSealed`: this seat's key is in the system's key store, not in a plain file. */
export type SeatOf = { clinic: string; code: string; address: string; seatName: string; isSealed: boolean };

/**
 * How the facility is doing, as the application tells its windows: the process on this computer, or (`seatOf`) the line to the clinic's computer.
 * `attempt` counts restarts since it last worked for a minute.
 */
export type FacilityState = { seatOf?: SeatOf } & (
  | { state: 'starting' | 'ready' }
  | { state: 'down'; attempt: number }
  /** It crashed too often: only starting the application again helps. */
  | { state: 'given-up'; attempt: number }
  /** This data folder cannot be used; facility.status says the same. */
  | { state: 'failed'; error: WireError }
  /** A seat that can't reach the clinic's computer just now; it is tried again by itself. */
  | { state: 'unreachable'; error: WireError }
  /** A seat that is not let in, or that met another computer than the one it was paired with: nothing is tried again by itself. */
  | { state: 'refused'; error: WireError }
);

/** A clinic that made itself known on the network, by its six signs. Whoever stands there is proved by the pairing code only. */
export type FoundClinic = { code: string; address: string };

/** Opening a clinic that is on another computer. Refusals come as data, as the facility's do. */
export type SeatBridge = {
  find: () => Promise<FoundClinic[]>;
  /** Only where there is no clinic in the data folder. */
  join: (wish: { address: string; code: string; name: string }) => Promise<Envelope<{ clinic: string }>>;
  /** Tries now instead of later. */
  retry: () => Promise<void>;
  /** The clinic's computer has another address now; whoever answers there is checked against the key that was pinned. */
  moveTo: (address: string) => Promise<Envelope<null>>;
  /** Deletes this seat's key; the window is at the first page again. */
  forget: () => Promise<void>;
};

/** All that a window can ask of the application itself: `window.medvault`, absent in a browser. Everything else goes to the facility by its port. */
export type Bridge = {
  platform: string;
  /** A PDF or an exported list. Asks for a place with the system's own dialog. @returns false when the user changed their mind */
  savePdf: (bytes: Uint8Array, name: string) => Promise<boolean>;
  /** Tells the present state at once, then every change. @returns how to stop listening */
  onFacilityState: (listener: (state: FacilityState) => void) => () => void;
  seat: SeatBridge;
};

/** Words between the page and the preload, as `window.postMessage({ medvault: word })`; `port` carries the MessagePort to the facility. */
export type PageWord = 'ready' | 'port' | 'down';

/** Channels between preload and application. */
export const channels = {
  portWanted: 'port-wanted',
  port: 'port',
  facilityState: 'facility-state',
  facilityStateWanted: 'facility-state-wanted',
  savePdf: 'save-pdf',
  seatFind: 'seat-find',
  seatJoin: 'seat-join',
  seatRetry: 'seat-retry',
  seatMoveTo: 'seat-move-to',
  seatForget: 'seat-forget',
} as const;
