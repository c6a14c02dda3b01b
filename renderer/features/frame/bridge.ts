import { useSyncExternalStore } from 'react';
import type { Bridge, FacilityState } from '../../../preload/contract/bridge.ts';

declare global {
  interface Window {
    /** absent in a browser */
    medvault?: Bridge;
  }
}

/** This page is a seat of a clinic on another computer: a browser there speaks TLS only. */
export const isOnLan = () => window.location.protocol === 'https:';

let latest: FacilityState | null = null;

/** What the application says of the facility process; null in a browser. */
export function useBridgeState(): FacilityState | null {
  return useSyncExternalStore(subscribe, () => latest);
}

function subscribe(tell: () => void): () => void {
  if (!window.medvault) return () => undefined;
  return window.medvault.onFacilityState((state) => {
    latest = state;
    tell();
  });
}
