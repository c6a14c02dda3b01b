import { useEffect, useRef } from 'react';
import { wedgeReader } from './wedge.ts';

/** A code of a pack has digits in a row, a symbology identifier or brackets; an item's name has not. */
export const isPackCode = (text: string): boolean => /^\s*(?:\]|\(\d{2,4}\)|\d{7,})/.test(text.replace('\u001d', ''));

/** Hears the scanner wherever nothing is typed into. `isCode`: what of it is meant for this screen. */
export function useWedge(onScan: (text: string) => void, isCode: (text: string) => boolean): void {
  const now = useRef({ onScan, isCode });
  useEffect(() => {
    now.current = { onScan, isCode };
  });
  useEffect(() => {
    const feed = wedgeReader();
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target && (['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('[role=dialog]'))) return;
      const { scanned, isBurst } = feed(event, event.timeStamp);
      if (!isBurst) return;
      event.preventDefault();
      event.stopPropagation();
      if (scanned !== null && now.current.isCode(scanned)) now.current.onScan(scanned);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}
