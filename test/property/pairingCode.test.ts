import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairingSigns, readPairingCode, toSigns, writePairingCode } from '../../preload/contract/pairingCode.ts';
import { recoveryAlphabet } from '../../preload/contract/recoveryKey.ts';

const signs = (length: number) => fc.string({ unit: fc.constantFrom(...recoveryAlphabet), minLength: length, maxLength: length });
const code = fc.record({ secret: signs(pairingSigns.secret), fingerprint: signs(pairingSigns.fingerprint) });

test('what was written is read, in any case, grouping and with O for 0, I or L for 1', () => {
  fc.assert(
    fc.property(code, fc.constantFrom('', ' ', '-', ' - ', '.'), fc.boolean(), (given, between, isLower) => {
      const text = writePairingCode(given)
        .join(between)
        .replaceAll('0', 'O')
        .replaceAll('1', isLower ? 'l' : 'I');
      expect(readPairingCode(isLower ? text.toLowerCase() : text)).toEqual(given);
    }),
  );
});

test('one wrong sign, or two neighbours in the wrong order, is told before anything is sent', () => {
  fc.assert(
    fc.property(code, fc.nat(27), fc.integer({ min: 1, max: 31 }), (given, place, by) => {
      const text = writePairingCode(given).join('');
      const other = recoveryAlphabet.charAt((recoveryAlphabet.indexOf(text.charAt(place)) + by) % 32);
      expect(readPairingCode(text.slice(0, place) + other + text.slice(place + 1))).toBeNull();
      if (place === 0 || text.charAt(place) === text.charAt(place - 1)) return;
      const swapped = text.slice(0, place - 1) + text.charAt(place) + text.charAt(place - 1) + text.slice(place + 1);
      expect(readPairingCode(swapped)).toBeNull();
    }),
  );
});

test('anything else is no code, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      expect(readPairingCode(`U${text}`)).toBeNull();
    }),
  );
});

test('the first bits of bytes as signs, five bits a sign', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 32 }), (bytes) => {
      const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
      const wanted = [...toSigns(bytes, 16)].map((sign) => recoveryAlphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
      expect(wanted).toBe(bits.slice(0, 80));
    }),
  );
});
