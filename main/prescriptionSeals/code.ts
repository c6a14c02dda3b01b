import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { transcript } from '../../sync/protocol/transcript.ts';
import { sign, verify } from '../../sync/security/keys.ts';
import { fromBase32, toBase32 } from './base32.ts';
import { codeWords } from './codeWords.ts';

/** One prescribed medicine in a code. CODE.md beside this file says what is in it and why. */
export type SealLine = {
  /** its place on the prescription, from 1 */
  line: number;
  /** dispensing units */
  quantity: number;
  /** 6 bytes of a product's hash; zeros: not tied to an item */
  product: Buffer;
  /** 16 random bytes, of this line alone */
  secret: Buffer;
  medicine: string;
  unit: string;
  directions: string;
};
export type Seal = {
  facilityId: string;
  number: string;
  /** instant, whole seconds */
  issuedAt: string;
  validUntil: string;
  lines: readonly SealLine[];
};
export type ReadSeal = { seal: Seal; /** of the key that signed it */ keyTag: string; isSignedBy: (publicKey: string) => boolean };

export const sealPrefix = 'MVRX';
const version = 1;
const purpose = 'medvault paper prescription 1';
const headBytes = 1 + 16 + 4 + 4 + 2 + 1;
const lineBytes = 1 + 3 + 6 + 16;
const signatureBytes = 64;
const mostLines = 24;
const mostText = 16 * 1024;
/** Longer than any code we print; what is longer is not looked into. */
export const mostCodeSigns = 4000;
const dayMs = 86_400_000;
/** Times in a code count from here: four bytes of seconds last until 2156, two bytes of days until 2199. */
const begin = Date.UTC(2020, 0, 1);

/** The first four bytes of a key's hash. It only says which key to try: the signature decides. */
export const keyTagOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 8);

export function writeSeal(seal: Seal, key: { publicKey: string; privateKey: string }): string {
  const { lines } = seal;
  if (lines.length < 1 || lines.length > mostLines) throw new Error('a code holds 1 to 24 lines');
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(version, 0);
  Buffer.from(seal.facilityId.replaceAll('-', ''), 'hex').copy(head, 1);
  Buffer.from(keyTagOf(key.publicKey), 'hex').copy(head, 17);
  head.writeUInt32BE(Math.floor((Date.parse(seal.issuedAt) - begin) / 1000), 21);
  head.writeUInt16BE((Date.parse(`${seal.validUntil}T00:00:00.000Z`) - begin) / dayMs, 25);
  head.writeUInt8(lines.length, 27);
  const facts = lines.map(({ line, quantity, product, secret }) => {
    const bytes = Buffer.alloc(lineBytes);
    bytes.writeUInt8(line, 0);
    bytes.writeUIntBE(quantity, 1, 3);
    product.copy(bytes, 4);
    secret.copy(bytes, 10);
    return bytes;
  });
  const texts = [seal.number, ...lines.flatMap(({ medicine, unit, directions }) => [plain(medicine), plain(unit), plain(directions)])];
  const text = deflateRawSync(texts.join('\u001F'), { dictionary: codeWords, level: 9 });
  const signed = Buffer.concat([head, ...facts, text]);
  const signature = Buffer.from(sign(key.privateKey, signedBytes(signed)), 'base64');
  return sealPrefix + toBase32(Buffer.concat([signed, signature]));
}

/** Null where the text is none of our codes, or a part of one. Says nothing about who signed it. */
export function readSeal(code: string): ReadSeal | null {
  const text = code.trim();
  if (text.length > mostCodeSigns || !text.startsWith(sealPrefix)) return null;
  const bytes = fromBase32(text.slice(sealPrefix.length));
  if (bytes === null || bytes.length < headBytes + signatureBytes || bytes.readUInt8(0) !== version) return null;
  const signed = bytes.subarray(0, -signatureBytes);
  const signature = bytes.subarray(-signatureBytes).toString('base64');
  const count = signed.readUInt8(27);
  const textAt = headBytes + count * lineBytes;
  if (count < 1 || count > mostLines || signed.length <= textAt) return null;
  const texts = inflate(signed.subarray(textAt))?.split('\u001F');
  if (texts?.length !== 1 + 3 * count) return null;
  const [number = '', ...told] = texts;
  const lines = Array.from({ length: count }, (_, index): SealLine => {
    const fact = signed.subarray(headBytes + index * lineBytes, headBytes + (index + 1) * lineBytes);
    const [medicine = '', unit = '', directions = ''] = told.slice(index * 3);
    return {
      line: fact.readUInt8(0),
      quantity: fact.readUIntBE(1, 3),
      product: Buffer.from(fact.subarray(4, 10)),
      secret: Buffer.from(fact.subarray(10, 26)),
      medicine,
      unit,
      directions,
    };
  });
  if (lines.some(({ line, quantity }) => line === 0 || quantity === 0)) return null;
  const seal = {
    facilityId: uuidText(signed.subarray(1, 17)),
    number,
    issuedAt: new Date(begin + signed.readUInt32BE(21) * 1000).toISOString(),
    validUntil: new Date(begin + signed.readUInt16BE(25) * dayMs).toISOString().slice(0, 10),
    lines,
  };
  return {
    seal,
    keyTag: signed.subarray(17, 21).toString('hex'),
    isSignedBy: (publicKey) => verify(publicKey, signedBytes(signed), signature),
  };
}

/** The purpose keeps a signature from standing for anything else that a key of ours might sign. */
const signedBytes = (bytes: Uint8Array): Uint8Array => transcript(purpose, Buffer.from(bytes).toString('base64'));

const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();

function inflate(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(inflateRawSync(bytes, { dictionary: codeWords, maxOutputLength: mostText }));
  } catch {
    return null; // not deflated, too large when unpacked, or not UTF-8
  }
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
