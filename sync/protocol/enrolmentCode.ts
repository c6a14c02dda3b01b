import { createHash, createHmac, randomBytes } from 'node:crypto';
import { AppError } from '../../preload/contract/errors.ts';

/**
 * `K7M2-QX0A-…-D2`: 80 secret bits, then 80 bits of the hash of the hub's identity key, in base32 that can be read aloud, then
 * two check characters. Who types it knows the hub it belongs to; who has not seen it cannot enrol.
 */
export type EnrolmentCode = { secret: Uint8Array; hubKeyHash: Uint8Array };

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const partBytes = 10;
const characters = (2 * partBytes * 8) / 5;
/** The largest prime below 32²: one wrong character or two swapped neighbours always change the remainder. */
const checkPrime = 1021;

export function newEnrolmentSecret(): Uint8Array {
  return randomBytes(partBytes);
}

/** @param publicKey Ed25519, SPKI, base64 */
export function hubKeyHash(publicKey: string): Uint8Array {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest().subarray(0, partBytes);
}

export function formatEnrolmentCode(code: EnrolmentCode): string {
  let bits = 0n;
  for (const byte of [...code.secret, ...code.hubKeyHash]) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let place = 0; place < characters; place++, bits >>= 5n) text = alphabet.charAt(Number(bits & 31n)) + text;
  return (text + checkOf(text)).replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** Reads it as a person types it: any case, spaces or none, O for 0, I or L for 1. @throws 'hub.code_invalid' */
export function parseEnrolmentCode(typed: string): EnrolmentCode {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const body = text.slice(0, characters);
  const isWhole = text.length === characters + 2 && [...text].every((character) => alphabet.includes(character));
  if (!isWhole || checkOf(body) !== text.slice(characters)) throw new AppError('hub.code_invalid');
  let bits = 0n;
  for (const character of body) bits = (bits << 5n) | BigInt(alphabet.indexOf(character));
  const bytes = Buffer.from(bits.toString(16).padStart(4 * partBytes, '0'), 'hex');
  return { secret: bytes.subarray(0, partBytes), hubKeyHash: bytes.subarray(partBytes) };
}

/** The hub finds a code by this; it tells nothing about the secret. */
export function enrolmentCodeId(secret: Uint8Array): string {
  return createHash('sha256').update('medvault enrolment code id 1').update(secret).digest('hex').slice(0, 32);
}

/** What the hub stores of a code, and what the facility proves to know. */
export function enrolmentProofKey(secret: Uint8Array): string {
  return createHash('sha256').update('medvault enrolment proof 1').update(secret).digest('hex');
}

export function enrolmentProof(proofKey: string, signed: Uint8Array): string {
  return createHmac('sha256', Buffer.from(proofKey, 'hex')).update(signed).digest('base64');
}

function checkOf(text: string): string {
  let remainder = 0;
  for (const character of text) remainder = (remainder * 32 + alphabet.indexOf(character)) % checkPrime;
  return alphabet.charAt(remainder >> 5) + alphabet.charAt(remainder & 31);
}
