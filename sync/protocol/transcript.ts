import { randomBytes } from 'node:crypto';
import type { Bound } from './channel.ts';

/** What each side signs; the purpose keeps a signature from standing for anything else. */
export const purposes = {
  hub: 'medvault hub greets facility 1',
  facility: 'medvault facility greets hub 1',
  meet: 'medvault hub shows its key 1',
  enrol: 'medvault facility enrols 1',
  announce: 'medvault hub announces its next key 1',
} as const;

/** The signed bytes: each part as UTF-8 after its length in four bytes, so that no two lists of parts read the same. */
export function transcript(purpose: string, ...parts: readonly string[]): Uint8Array {
  return Buffer.concat(
    [purpose, ...parts].flatMap((part) => {
      const bytes = Buffer.from(part);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}

export function newNonce(): string {
  return randomBytes(32).toString('base64');
}

/** `bound`: the line it is said on; undefined where one side is older than that. */
type Meeting = { hubKey: string; facilityNonce: string; hubNonce: string; bound?: Bound | undefined };
type Greeting = Meeting & { facility: string; epoch: string };

/** Signed by both sides at each connection, each with its own purpose. */
export function greetingTranscript(side: 'hub' | 'facility', at: Greeting): Uint8Array {
  return onLine(purposes[side], at, at.facility, at.epoch, at.hubKey, at.facilityNonce, at.hubNonce);
}

/** Signed by a hub that a facility meets for the first time. */
export function meetingTranscript(at: Meeting): Uint8Array {
  return onLine(purposes.meet, at, at.hubKey, at.facilityNonce, at.hubNonce);
}

/** Signed by the hub's present key, once, long before the next one is used. */
export function announcementTranscript(presentKey: string, nextKey: string): Uint8Array {
  return transcript(purposes.announce, presentKey, nextKey);
}

/** With the line in it the purpose has the next number. */
function onLine(purpose: string, { bound }: Meeting, ...parts: readonly string[]): Uint8Array {
  if (bound === undefined) return transcript(purpose, ...parts);
  return transcript(purpose.replace(/1$/, '2'), ...parts, bound.kind, bound.value);
}

type Enrolling = Meeting & {
  facility: { id: string; code: string; name: string; epoch: string };
  publicKey: string;
};

/** Proved with the code's secret and signed with the facility's new key. */
export function enrolmentTranscript({ facility, publicKey, ...at }: Enrolling): Uint8Array {
  const { id, code, name, epoch } = facility;
  return onLine(purposes.enrol, at, at.hubKey, at.facilityNonce, at.hubNonce, id, code, name, epoch, publicKey);
}
