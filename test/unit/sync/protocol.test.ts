import { expect, test } from 'vitest';
import { clockSkewMs, isClockSuspect } from '../../../sync/protocol/clock.ts';
import {
  enrolmentCodeId,
  enrolmentProofKey,
  formatEnrolmentCode,
  hubKeyHash,
  newEnrolmentSecret,
  parseEnrolmentCode,
} from '../../../sync/protocol/enrolmentCode.ts';
import { readPayload, toPayload } from '../../../sync/protocol/kinds.ts';
import { depthOf } from '../../../sync/protocol/limits.ts';
import { speaksForAnother } from '../../../sync/protocol/ownership.ts';
import { productKey } from '../../../sync/protocol/productKey.ts';
import { transcript } from '../../../sync/protocol/transcript.ts';
import { createBucket } from '../../../sync/hub/rate.ts';
import { createSeal, sealKeyOf } from '../../../sync/hub/seal.ts';
import { linkAddress } from '../../../sync/client/address.ts';
import { newEd25519 } from '../../../sync/security/keys.ts';

const paracetamol = { ingredients: [{ inn: 'Paracetamol', strength: 500, unit: 'mg' }], form: 'Tablet', unit: 'tablet' };

test.each([
  [paracetamol, 'paracetamol 500 mg | tablet | tablet'],
  [{ ...paracetamol, ingredients: [{ inn: ' paracetamol ', strength: 0.5, unit: 'g' }] }, 'paracetamol 500 mg | tablet | tablet'],
  [{ ...paracetamol, ingredients: [{ inn: 'levothyroxine', strength: 50, unit: 'ug' }] }, 'levothyroxine 0.05 mg | tablet | tablet'],
  [{ ...paracetamol, ingredients: [{ inn: 'amoxicillin', strength: 250, unit: 'mg/5.mL' }] }, 'amoxicillin 50 mg/mL | tablet | tablet'],
  [{ ...paracetamol, ingredients: [{ inn: 'amoxicillin', strength: 50, unit: 'mg/mL' }] }, 'amoxicillin 50 mg/mL | tablet | tablet'],
  [
    { ...paracetamol, ingredients: [{ inn: 'benzylpenicillin', strength: 1_000_000, unit: 'IU' }] },
    'benzylpenicillin 1000000 [iU] | tablet | tablet',
  ],
  [{ ...paracetamol, ingredients: [{ inn: 'gauze', strength: null, unit: null }] }, 'gauze | tablet | tablet'],
])('the product %j is known as %s', (product, key) => {
  expect(productKey(product)).toBe(key);
});

test('the order of ingredients does not make another product, another strength does', () => {
  const part = (inn: string, strength: number) => ({ inn, strength, unit: 'mg' });
  const both = [part('sulfamethoxazole', 400), part('trimethoprim', 80)];
  expect(productKey({ ...paracetamol, ingredients: both })).toBe(productKey({ ...paracetamol, ingredients: both.toReversed() }));
  expect(productKey({ ...paracetamol, ingredients: [part('paracetamol', 250)] })).not.toBe(productKey(paracetamol));
});

test('a payload carries the named fields and nothing else', () => {
  const level = {
    product: { ...paracetamol, atc: null, patient: 'Amina' },
    name: 'Panadol',
    onHand: 4,
    status: 'low' as const,
    asOf: 'now',
    note: 'for Amina',
  };
  expect(toPayload('stock.level', level)).not.toContain('Amina');
  expect(() => toPayload('stock.level', { ...level, onHand: 1.5 })).toThrow('onHand');
});

test('an unknown value of a newer facility reads as unknown, an unreadable text as nothing', () => {
  const level = { product: paracetamol, name: 'Panadol', onHand: 4, status: 'quantum', asOf: 'now', colour: 'blue' };
  expect(readPayload('stock.level', JSON.stringify(level))).toMatchObject({ status: 'unknown', onHand: 4, amc: null });
  expect(readPayload('stock.level', '{"onHand":4}')).toBeNull();
  expect(readPayload('stock.level', '{')).toBeNull();
});

test('an enrolment code is read as people write it, and no slip of one character or two neighbours passes', () => {
  const { publicKey } = newEd25519();
  const secret = newEnrolmentSecret();
  const code = formatEnrolmentCode({ secret, hubKeyHash: hubKeyHash(publicKey) });
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{2}$/);
  const sloppy = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
  const read = parseEnrolmentCode(sloppy);
  expect(Buffer.from(read.secret)).toEqual(Buffer.from(secret));
  expect(Buffer.from(read.hubKeyHash)).toEqual(Buffer.from(hubKeyHash(publicKey)));

  const letters = code.replaceAll('-', '');
  for (let at = 0; at < letters.length; at++) {
    const other = letters[at] === '7' ? '8' : '7';
    expect(() => parseEnrolmentCode(letters.slice(0, at) + other + letters.slice(at + 1))).toThrow('hub.code_invalid');
    const next = letters[at + 1];
    if (next === undefined || next === letters[at]) continue;
    expect(() => parseEnrolmentCode(letters.slice(0, at) + next + letters[at] + letters.slice(at + 2))).toThrow('hub.code_invalid');
  }
  for (const wrong of ['', code.slice(0, -1), `${code}0`, '🙂', 'U'.repeat(34)])
    expect(() => parseEnrolmentCode(wrong)).toThrow('hub.code_invalid');
  expect(enrolmentCodeId(secret)).not.toBe(enrolmentProofKey(secret).slice(0, 32));
});

test('two lists of parts are never signed as the same bytes', () => {
  expect(transcript('p', 'ab', 'c')).not.toEqual(transcript('p', 'a', 'bc'));
  expect(transcript('p', 'a')).not.toEqual(transcript('p', 'a', ''));
});

test('depth counts brackets, not those inside strings', () => {
  expect(depthOf('{"a":[{"b":"]}[[[["}]}')).toBe(3);
  expect(depthOf(String.raw`"\"[[["`)).toBe(0);
  expect(depthOf('['.repeat(5000))).toBe(5000);
});

test.each([
  ['facility.profile', 'me', {}, false],
  ['facility.profile', 'you', {}, true],
  ['stock.level', 'item', { facility: 'you' }, true],
  ['stock.level', 'item', { facility: 'me' }, false],
  ['stock.level', 'item', null, false],
])('%s %s %j speaks for another: %s', (kind, key, payload, expected) => {
  expect(speaksForAnother('me', { kind, key }, payload)).toBe(expected);
});

test('a clock that differs by more than five minutes, or shows no time, is suspect', () => {
  const at = (text: string) => isClockSuspect(clockSkewMs(text, '2026-11-22T08:00:00.000Z'));
  expect([at('2026-11-22T08:04:59.000Z'), at('2026-11-22T08:05:01.000Z'), at('1970-01-01T00:00:00.000Z'), at('noon')]).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

test.each([
  ['127.0.0.1:8787', 'ws://127.0.0.1:8787/link'],
  ['http://127.0.0.1:8787', 'ws://127.0.0.1:8787/link'],
  ['hub.example.org', 'wss://hub.example.org/link'],
  ['https://hub.example.org/district/', 'wss://hub.example.org/district/link'],
  ['wss://hub.example.org/link', 'wss://hub.example.org/link'],
])('%s is reached at %s', (typed, address) => {
  expect(linkAddress(typed)).toBe(address);
});

test('plain text leaves this computer for nobody', () => {
  for (const typed of ['http://hub.example.org', 'ws://127.0.0.1.example.org', 'http://10.0.0.5:8787'])
    expect(() => linkAddress(typed)).toThrow('hub.needs_tls');
  for (const typed of ['', 'ftp://hub', 'a b']) expect(() => linkAddress(typed)).toThrow('hub.unreachable');
});

test('a bucket lets a burst through and then the average', () => {
  let now = 0;
  const bucket = createBucket({ perSecond: 10, burst: 20 }, () => now);
  expect(bucket.take(20)).toBe(0);
  expect(bucket.take(5)).toBe(500);
  now = 500;
  expect(bucket.take(5)).toBe(0);
  expect(bucket.take(1)).toBe(100);
});

test('only the hub itself can seal how far it has come', () => {
  const seal = createSeal(sealKeyOf('key'));
  const witness = seal.seal({ epoch: 'e1', run: 'r1', head: 7 });
  expect(seal.open(witness)).toEqual({ epoch: 'e1', run: 'r1', head: 7 });
  expect(seal.open(witness.replace('.7.', '.9.'))).toBeNull();
  expect(createSeal(sealKeyOf('other')).open(witness)).toBeNull();
  expect(seal.open('nonsense')).toBeNull();
});
