import { useEffect } from 'react';
import { call } from '../../lib/api.ts';
import { lockSession } from '../../lib/session.ts';

const inputs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;
const tellEveryMs = 30_000;

/** Locks after so many minutes without a key, a click or a touch, by the clock: a computer that slept locks when it wakes. null: nobody is at work. */
export function useIdleLock(minutes: number | null): void {
  useEffect(() => {
    if (minutes === null) return undefined;
    let lastInput = Date.now();
    let lastTold = Date.now();
    const look = () => {
      const now = Date.now();
      if (now - lastInput >= minutes * 60_000) return lockSession('idle');
      if (lastInput > lastTold && now - lastTold >= tellEveryMs) {
        lastTold = now;
        call('session.check', { hasInput: true }).catch(() => undefined);
      }
    };
    const note = () => {
      look(); // after a sleep the first touch must not count as work
      lastInput = Date.now();
    };
    for (const input of inputs) window.addEventListener(input, note, { capture: true, passive: true });
    const timer = setInterval(look, 1000);
    return () => {
      for (const input of inputs) window.removeEventListener(input, note, { capture: true });
      clearInterval(timer);
    };
  }, [minutes]);
}
