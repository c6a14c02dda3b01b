/** What of a key press a reader needs; a KeyboardEvent has it. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey'>;

/** A keyboard-wedge scanner types faster than anybody can: at most this many ms between two signs. */
const fastest = 50;
const fewest = 3;
const separator = '\u001d';

/**
 * Scanners send the separator (FNC1) as the key they were set up with: Ctrl+], F8, or Alt with 029 on the number pad.
 * Null for a key that writes nothing.
 */
export function signOf({ key, ctrlKey, altKey }: KeyPress): string | null {
  if (key === 'F8' || (ctrlKey && key === ']')) return separator;
  if (ctrlKey || altKey || key.length !== 1) return null;
  return key;
}

/** Feeds on key presses; `scanned` when a burst has just ended with Enter, `isBurst` while one is under way: then the keys mean nothing else. */
export function wedgeReader(): (press: KeyPress, at: number) => { scanned: string | null; isBurst: boolean } {
  let typed = '';
  let last = 0;
  let isAltCode = false;
  return (press, at) => {
    const isQuick = at - last <= fastest;
    last = at;
    if (press.key === 'Enter' || press.key === 'Tab') {
      const scanned = isQuick && typed.length >= fewest ? typed : null;
      typed = '';
      isAltCode = false;
      return { scanned, isBurst: scanned !== null };
    }
    if (!isQuick) typed = '';
    const sign = signOf(press);
    if (press.altKey && /^\d$/.test(press.key)) isAltCode = true;
    else if (sign !== null) {
      typed += (isAltCode ? separator : '') + sign;
      isAltCode = false;
    }
    return { scanned: null, isBurst: isQuick && typed.length >= fewest };
  };
}
