import { verify } from '../security/keys.ts';
import type { KeyStep } from './messages.ts';
import { announcementTranscript } from './transcript.ts';

/** Signed by the key that it leads from. */
export function isGenuine({ from, to, signature }: KeyStep): boolean {
  return verify(from, announcementTranscript(from, to), signature);
}

/**
 * Whether the hub's present key follows from the one that is known, each announced by the key before it.
 * @param announced what the known key said would come next, if it was heard: then nothing else may
 */
export function leadsTo(known: string, announced: string | null, present: string, steps: readonly KeyStep[]): boolean {
  let key = known;
  for (const step of steps) {
    if (key === present) return true;
    if (step.from !== key) continue;
    if (!isGenuine(step) || (key === known && announced !== null && step.to !== announced)) return false;
    key = step.to;
  }
  return key === present;
}

/** What the present key says will come next; null when nothing is announced, or not by that key. */
export function nextAfter(present: string, steps: readonly KeyStep[]): string | null {
  const step = steps.find(({ from }) => from === present);
  return step !== undefined && isGenuine(step) ? step.to : null;
}
