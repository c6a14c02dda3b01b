import { useSyncExternalStore } from 'react';
import type { Bridge, FacilityState } from '../../../preload/contract/bridge.ts';

declare global {
  interface Window {
    /** absent in a browser */
    medvault?: Bridge;
  }
}

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
