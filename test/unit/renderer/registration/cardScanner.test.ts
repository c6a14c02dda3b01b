import { expect, test } from 'vitest';
import { formatNumber, numberKinds } from '../../../../preload/contract/readableNumber.ts';
import { cardScanner } from '../../../../renderer/features/registration/cardScanner.ts';

const card = formatNumber({ kind: numberKinds.patient, code: 'K7M2QX', epoch: 'A', counter: 42 });

/** Presses the keys `ms` apart and answers what came out at the end. */
function press(keys: string[], ms: number, scan = cardScanner(), from = 1000): string | null {
  return keys.map((key, index) => scan(key, from + index * ms)).at(-1) ?? null;
}

test('a card is read whether the scanner sends Shift or not', () => {
  expect(press([...card, 'Enter'], 5)).toBe(card);
  expect(press([...[...card].flatMap((key) => ['Shift', key]), 'Enter'], 5)).toBe(card);
});

test('what a person types is no scan, nor is another number', () => {
  expect(press([...card, 'Enter'], 120)).toBeNull();
  expect(press([...formatNumber({ kind: numberKinds.receipt, code: 'K7M2QX', epoch: 'A', counter: 42 }), 'Enter'], 5)).toBeNull();
  expect(press([...'g', ...'p'], 200)).toBeNull();
});

test('letters typed before it do not spoil a scan; a scan is answered once', () => {
  const scan = cardScanner();
  press(['g', 'x'], 300, scan, 0);
  expect(press([...card, 'Enter'], 5, scan, 5000)).toBe(card);
  expect(scan('Enter', 5000 + (card.length + 2) * 5)).toBeNull();
});
