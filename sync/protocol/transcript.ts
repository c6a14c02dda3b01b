import { randomBytes } from 'node:crypto';

/** What each side signs; the purpose keeps a signature from standing for anything else. */
export const purposes = {
  hub: 'medvault hub greets facility 1',
  facility: 'medvault facility greets hub 1',
  meet: 'medvault hub shows its key 1',
  enrol: 'medvault facility enrols 1',
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

type Greeting = { facility: string; epoch: string; hubKey: string; facilityNonce: string; hubNonce: string };

/** Signed by both sides at each connection, each with its own purpose. */
export function greetingTranscript(side: 'hub' | 'facility', at: Greeting): Uint8Array {
  return transcript(purposes[side], at.facility, at.epoch, at.hubKey, at.facilityNonce, at.hubNonce);
}

/** Signed by a hub that a facility meets for the first time. */
export function meetingTranscript(at: Pick<Greeting, 'hubKey' | 'facilityNonce' | 'hubNonce'>): Uint8Array {
  return transcript(purposes.meet, at.hubKey, at.facilityNonce, at.hubNonce);
}

type Enrolling = Pick<Greeting, 'hubKey' | 'facilityNonce' | 'hubNonce'> & {
  facility: { id: string; code: string; name: string; epoch: string };
  publicKey: string;
};

/** Proved with the code's secret and signed with the facility's new key. */
export function enrolmentTranscript({ facility, publicKey, ...at }: Enrolling): Uint8Array {
  const { id, code, name, epoch } = facility;
  return transcript(purposes.enrol, at.hubKey, at.facilityNonce, at.hubNonce, id, code, name, epoch, publicKey);
}
