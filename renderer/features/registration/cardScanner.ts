import { parseNumber } from '../../../preload/contract/readableNumber.ts';

/** A keyboard-wedge scanner types a whole number and Enter faster than anybody can: at most this many ms between two signs. */
const fastest = 50;

/** Feeds on key presses; answers the number when a scan of a patient's card has just ended with Enter. */
export function cardScanner(): (key: string, at: number) => string | null {
  let typed = '';
  let last = 0;
  return (key, at) => {
    const isQuick = at - last <= fastest;
    last = at;
    if (key === 'Enter') {
      const scanned = isQuick ? typed : '';
      typed = '';
      return parseNumber(scanned)?.kind === 'P' ? scanned : null;
    }
    if (key.length !== 1) return null; // Shift and the like
    typed = isQuick ? typed + key : key;
    return null;
  };
}
