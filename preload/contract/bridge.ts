import type { WireError } from './errors.ts';

/** How the facility process is doing, as the application tells its windows. `attempt` counts restarts since it last worked for a minute. */
export type FacilityState =
  | { state: 'starting' | 'ready' }
  | { state: 'down'; attempt: number }
  /** It crashed too often: only starting the application again helps. */
  | { state: 'given-up'; attempt: number }
  /** This data folder cannot be used; facility.status says the same. */
  | { state: 'failed'; error: WireError };

/** All that a window can ask of the application itself: `window.medvault`, absent in a browser. Everything else goes to the facility by its port. */
export type Bridge = {
  platform: string;
  /** A PDF or an exported list. Asks for a place with the system's own dialog. @returns false when the user changed their mind */
  savePdf: (bytes: Uint8Array, name: string) => Promise<boolean>;
  /** Tells the present state at once, then every change. @returns how to stop listening */
  onFacilityState: (listener: (state: FacilityState) => void) => () => void;
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
} as const;
