import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase32, toBase32 } from '../../main/prescriptionSeals/base32.ts';
import { keyTagOf, readSeal, type Seal, sealPrefix, writeSeal } from '../../main/prescriptionSeals/code.ts';
import { judge } from '../../main/prescriptionSeals/judge.ts';
import { newEd25519 } from '../../sync/security/keys.ts';

const key = newEd25519();
const other = newEd25519();
const keys = [{ publicKey: key.publicKey, from: '2020-01-01T00:00:00.000Z', until: null, isWithdrawn: false }];

const words = fc.string({ unit: 'grapheme', maxLength: 60 });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array));
const seals: fc.Arbitrary<Seal> = fc.record({
  facilityId: fc.uuid(),
  number: fc.stringMatching(/^R-[0-9A-Z]{6}-[A-Z]\d{5}-\d{2}$/),
  issuedAt: fc.integer({ min: 0, max: 0xff_ff_ff_ff }).map((seconds) => new Date(Date.UTC(2020, 0, 1) + seconds * 1000).toISOString()),
  validUntil: fc
    .integer({ min: 0, max: 0xff_ff })
    .map((days) => new Date(Date.UTC(2020, 0, 1) + days * 86_400_000).toISOString().slice(0, 10)),
  lines: fc.array(
    fc.record({
      line: fc.integer({ min: 1, max: 255 }),
      quantity: fc.integer({ min: 1, max: 0xff_ff_ff }),
      product: bytes(6),
      secret: bytes(16),
      medicine: words,
      unit: words,
      directions: words,
    }),
    { minLength: 1, maxLength: 12 },
  ),
});
const written = (text: string) =>
  text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();

test('what is written into a code is read from it, and it is genuine', () => {
  fc.assert(
    fc.property(seals, (seal) => {
      const code = writeSeal(seal, key);
      const read = judge(` ${code}\n`, () => keys);
      expect(read.seal).toEqual({
        ...seal,
        lines: seal.lines.map((line) => ({
          ...line,
          medicine: written(line.medicine),
          unit: written(line.unit),
          directions: written(line.directions),
        })),
      });
      expect(readSeal(code)!.keyTag).toBe(keyTagOf(key.publicKey));
      expect(code).toMatch(/^MVRX[0-9A-Z]+$/); // nothing that a scanner types differently, and the dense mode of a QR code
    }),
    { numRuns: 100 },
  );
});

test('one changed byte anywhere: it is never genuine, and forged wherever its facility and key are known', () => {
  fc.assert(
    fc.property(seals, fc.nat(), fc.integer({ min: 1, max: 255 }), (seal, place, change) => {
      const whole = fromBase32(writeSeal(seal, key).slice(sealPrefix.length))!;
      const at = place % whole.length;
      whole[at]! ^= change;
      const { verdict, seal: shown } = judge(sealPrefix + toBase32(whole), (id) => (id === seal.facilityId ? keys : undefined));
      if (at === 0) expect(['newer-version', 'forged']).toContain(verdict); // the version
      else if (at <= 16) expect(['unknown-facility', 'forged']).toContain(verdict); // the facility
      else if (at <= 20) expect(['unknown-key', 'forged']).toContain(verdict); // the key's tag
      else expect(verdict).toBe('forged');
      if (verdict === 'forged') expect(shown).toBeNull();
    }),
    { numRuns: 300 },
  );
});

test('each field by itself, signed by somebody else’s key, is forged', () => {
  fc.assert(
    fc.property(seals, (seal) => {
      const code = writeSeal(seal, { publicKey: key.publicKey, privateKey: other.privateKey });
      expect(judge(code, () => keys)).toEqual({ verdict: 'forged', seal: null });
    }),
    { numRuns: 30 },
  );
});

test('whatever is scanned ends in a verdict, never in a crash, and nothing is genuine by chance', () => {
  const noise = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ maxLength: 300 }).map((text) => sealPrefix + text.toUpperCase()),
    fc.uint8Array({ maxLength: 600 }).map((array) => sealPrefix + toBase32(array)),
  );
  fc.assert(
    fc.property(noise, (code) => {
      expect(judge(code, () => keys).verdict).not.toBe('genuine');
    }),
    { numRuns: 300 },
  );
});

test('base 32 keeps every byte, and there is one text for the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (array) => {
      const text = toBase32(array);
      expect(fromBase32(text)).toEqual(Buffer.from(array));
      expect(fromBase32(`${text}0`) === null || toBase32(fromBase32(`${text}0`)!) === `${text}0`).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('a code that unpacks to more than it may hold is forged, whoever signed it', () => {
  const line = {
    line: 1,
    quantity: 1,
    product: Buffer.alloc(6),
    secret: randomBytes(16),
    medicine: 'a'.repeat(100_000),
    unit: '',
    directions: '',
  };
  const seal = {
    facilityId: '0190d3f2-7c5b-7000-8000-000000000001',
    number: 'R',
    issuedAt: '2026-11-22T08:00:00.000Z',
    validUntil: '2026-12-22',
  };
  expect(judge(writeSeal({ ...seal, lines: [line] }, key), () => keys).verdict).toBe('forged');
});
