import type { Link } from '../../sync/client/link.ts';
import { ownAddresses } from '../seats/addresses.ts';

/** Nobody tells a program that a cable was plugged in or that the computer woke: the addresses are looked at so often. */
const lookEveryMs = 3000;
/** A look that comes so late comes from a computer that slept. */
const sleptMs = 30_000;

/**
 * A network that comes, goes or changes, or a computer that wakes, is no reason to wait out a pause between two tries. A line that is open is
 * asked a question instead: one that ended with its network does not answer.
 * @returns what ends it
 */
export function followNetwork(link: Pick<Link, 'status' | 'reconnect' | 'recall'>, read: () => string = addresses): () => void {
  let before = read();
  let lookedAt = Date.now();
  const timer = setInterval(() => {
    const [now, at] = [read(), Date.now()];
    const isOther = now !== before || at - lookedAt > sleptMs;
    [before, lookedAt] = [now, at];
    if (!isOther) return;
    if (link.status().state === 'online') void link.recall();
    else link.reconnect();
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Of this computer's ways to others. */
const addresses = (): string => ownAddresses({ withLoopback: false }).toSorted().join(' ');
