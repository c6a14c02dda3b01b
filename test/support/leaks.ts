import { createHash } from 'node:crypto';

/** Something that must not be found, and what it is, for the report. */
export type Secret = { what: string; value: string };
export type Leak = { where: string; what: string; value: string; form: string };

type Needle = { bytes: Buffer; secret: Secret; form: string };

/** Letters without case, accents and signs, digits alone: what searching and hashing programs make of a text. */
export const folded = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
const bare = (text: string) => folded(text).replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Base64 of a value that may begin anywhere in what is encoded: the signs that depend on its neighbours are left out. */
function inBase64(value: Buffer, encoding: 'base64' | 'base64url'): Buffer[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), value])
      .toString(encoding)
      .replaceAll('=', '');
    return Buffer.from(text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + value.length) * 8) / 6)));
  });
}

const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
const digests = ['sha256', 'sha1', 'md5'] as const;

/** Every form in which a value could be told on. Encoded ones only of eight signs and more: shorter ones stand in any random text. */
function formsOf(secret: Secret): Needle[] {
  const texts = [...new Set([secret.value, folded(secret.value), bare(secret.value), secret.value.toUpperCase()])].filter(
    (text) => text.length >= 6,
  );
  const forms: [string, Buffer][] = texts.flatMap((text): [string, Buffer][] => {
    const utf8 = Buffer.from(text);
    const utf16 = Buffer.from(text, 'utf16le');
    const plain: [string, Buffer][] = [
      ['plain', utf8],
      ['UTF-16 LE', utf16],
      ['UTF-16 BE', swapped(utf16)],
      ['URL', Buffer.from(encodeURIComponent(text))],
    ];
    if (text.length < 8) return plain;
    return [
      ...plain,
      ['hex', Buffer.from(utf8.toString('hex'))],
      ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
      ...inBase64(utf8, 'base64').map((bytes): [string, Buffer] => ['base64', bytes]),
      ...inBase64(utf8, 'base64url').map((bytes): [string, Buffer] => ['base64url', bytes]),
    ];
  });
  const hashes = [secret.value, folded(secret.value), bare(secret.value)].flatMap((text) =>
    digests.flatMap((digest): [string, Buffer][] => {
      const hash = createHash(digest).update(text).digest();
      return [
        [digest, hash],
        [`${digest} hex`, Buffer.from(hash.toString('hex'))],
        [`${digest} base64`, Buffer.from(hash.toString('base64').replaceAll('=', ''))],
      ];
    }),
  );
  return [...forms, ...hashes].map(([form, bytes]) => ({ bytes, secret, form }));
}

const prefixBytes = 5;

/** Looks for all values in all their forms in one walk over the bytes: by the first five bytes of each form. */
export function createScanner(secrets: readonly Secret[]) {
  const byPrefix = new Map<number, Needle[]>();
  for (const needle of secrets.flatMap(formsOf)) {
    const prefix = needle.bytes.readUIntBE(0, prefixBytes);
    const same = byPrefix.get(prefix);
    if (same === undefined) byPrefix.set(prefix, [needle]);
    else same.push(needle);
  }
  const first = new Uint8Array(1 << 16);
  for (const needles of byPrefix.values()) first[needles[0]!.bytes.readUInt16BE(0)] = 1;

  function walk(where: string, bytes: Buffer, found: Map<string, Leak>): void {
    for (let at = 0; at + prefixBytes <= bytes.length; at++) {
      if (first[(bytes[at]! << 8) | bytes[at + 1]!] === 0) continue;
      for (const needle of byPrefix.get(bytes.readUIntBE(at, prefixBytes)) ?? []) {
        if (!bytes.subarray(at, at + needle.bytes.length).equals(needle.bytes)) continue;
        const { what, value } = needle.secret;
        found.set(`${where} ${what} ${value} ${needle.form}`, { where, what, value, form: needle.form });
      }
    }
  }
  return (where: string, bytes: Buffer): Leak[] => {
    const found = new Map<string, Leak>();
    walk(where, bytes, found);
    walk(`${where}, folded`, Buffer.from(folded(bytes.toString())), found);
    return [...found.values()];
  };
}
