import { expect, test } from 'vitest';
import { newEd25519, sign, verify } from '../../../sync/security/keys.ts';
import { hashCosts, hashPassword, isCheaper, verifyPassword } from '../../../sync/security/password.ts';
import { newToken, sameSecret, sha256Hex } from '../../../sync/security/tokens.ts';

const cost = { memory: 2048, passes: 2 };

test('a password is kept as argon2id with its cost, and only the right one fits', async () => {
  const hash = await hashPassword('Kampala été 7', cost);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=2048,t=2,p=1\$/);
  expect(await verifyPassword(hash, 'Kampala été 7')).toBe(true);
  expect(await verifyPassword(hash, 'Kampala e\u0301te\u0301 7')).toBe(true); // the same letters from another keyboard
  expect(await verifyPassword(hash, 'kampala été 7')).toBe(false);
  expect(await verifyPassword('not a hash', 'x')).toBe(false);
  expect(await hashPassword('Kampala été 7', cost)).not.toBe(hash);
});

test('what was hashed at less than today asks to be hashed anew; no cost is under what OWASP asks for', async () => {
  const hash = await hashPassword('Kampala 7', cost);
  expect(
    [cost, { memory: 2049, passes: 2 }, { memory: 2048, passes: 3 }, { memory: 1024, passes: 1 }].map((each) => isCheaper(hash, each)),
  ).toEqual([false, true, true, false]);
  expect(isCheaper('none', cost)).toBe(true);
  for (const { memory, passes } of Object.values(hashCosts)) expect(memory >= 19 * 1024 && passes >= 2).toBe(true);
});

test('a signature holds for its key and its message alone', () => {
  const { publicKey, privateKey } = newEd25519();
  const signature = sign(privateKey, 'hello');
  expect(verify(publicKey, Buffer.from('hello'), signature)).toBe(true);
  expect(verify(publicKey, 'hallo', signature)).toBe(false);
  expect(verify(newEd25519().publicKey, 'hello', signature)).toBe(false);
  expect(verify('bm8ga2V5', 'hello', signature)).toBe(false);
  expect(verify(publicKey, 'hello', 'AAAA')).toBe(false);
});

test('tokens are random and compared whole', () => {
  expect(newToken()).toMatch(/^[\w-]{43}$/);
  expect(newToken()).not.toBe(newToken());
  expect([sameSecret('a', 'a'), sameSecret('a', 'b'), sameSecret('a', 'aa')]).toEqual([true, false, false]);
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
