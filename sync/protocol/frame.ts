import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { maxFrameBytes } from './limits.ts';

/** Spoken since this version: long frames travel deflated, and a change without its hash. */
export const deflatedSince = 5;

/** Shorter ones gain nothing. */
const worthBytes = 300;

/**
 * What the two ends have read before the first byte: the words that every frame repeats, the commonest last (RFC 1951 finds near ones
 * cheaper). A part of the protocol: another text is another version.
 */
export const dictionary = Buffer.from(
  [
    '"profile","services":[],"openingHours":"","latitude":0.0,"longitude":0.0,"phone":"+","type":"clinic","kind":"facility.profile"',
    '"kind":"shortage","severity":"warning","subject":"","raisedAt":"2026-01-01T00:00:00.000Z","expiresAt":null,"endedAt":null,"kind":"alert"',
    '"status":"out","status":"low","status":"over","form":"syrup","form":"suspension","form":"injection","unit":"mL","unit":"vial","form":"capsule"',
    '{"t":"page","rows":[{"facility":"","kind":"stock.level","key":"","cursor":1,"at":"2026-01-01T00:00:00.000Z"}],"cursor":1,"more":true,"witness":""}',
    '{"t":"push","changes":[{"number":1,"kind":"stock.level","key":"","payload":"{\\"product\\":{\\"ingredients\\":[{\\"inn\\":\\"amoxicillin\\",',
    '\\"strength\\":500,\\"unit\\":\\"mg\\"}],\\"form\\":\\"tablet\\",\\"unit\\":\\"tablet\\",\\"atc\\":\\"J01CA04\\"},\\"name\\":\\"amoxicillin 500 mg\\",',
    '\\"gtins\\":[],\\"packSize\\":100,\\"onHand\\":0,\\"amc\\":null,\\"monthsOfStock\\":null,\\"nearestExpiry\\":\\"2027-12-31\\",',
    '\\"status\\":\\"ok\\",\\"asOf\\":\\"2026-01-01T00:00:00.000Z\\"}"},{"number":2,"kind":"stock.level","key":"',
  ].join(''),
);

/**
 * As one WebSocket message: a text, or, where both sides can and it is worth it, binary (RFC 1951 with the dictionary).
 * @param isMetered every byte is paid for: whatever becomes shorter is deflated
 */
export function packFrame(frame: object, version: number, isMetered = false): string | Buffer {
  const text = JSON.stringify(frame);
  if (isMetered && version >= deflatedSince) {
    const deflated = deflateRawSync(text, { dictionary, level: 9 });
    return deflated.length < text.length ? deflated : text;
  }
  return packText(text, version);
}

/** The same of a frame whose text is there already. */
export const packText = (text: string, version: number): string | Buffer =>
  version < deflatedSince || text.length < worthBytes
    ? text
    : deflateRawSync(text, { ...(text.length < shortLength ? small : {}), dictionary, level: 3 });

/** A window of 8 KiB holds all of it: without this each of the hundreds of short frames a second takes 270 KB and gives them back. */
const small = { windowBits: 13, memLevel: 6, chunkSize: 4096 } as const;
const shortLength = 6000;

/** Of memory at once: a batch of 50 rows fits, and a short frame takes no more than it may need. */
const roomFor = (deflated: Buffer) => Math.min(64 * 1024, Math.max(1024, 16 * deflated.length));

/** The JSON text; null when it cannot be one, or grows beyond what a frame may hold. */
export function unpackFrame(bytes: Buffer, isBinary: boolean): string | null {
  if (!isBinary) return bytes.toString();
  try {
    return inflateRawSync(bytes, { dictionary, chunkSize: roomFor(bytes), maxOutputLength: 2 * maxFrameBytes }).toString();
  } catch {
    return null;
  }
}
