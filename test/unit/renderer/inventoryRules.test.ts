import { expect, test } from 'vitest';
import { changeOf, unitsOf } from '../../../renderer/features/inventory/packs.ts';
import { parseExpiry } from '../../../preload/contract/expiryText.ts';
import { medicineWords, monthsOfStock, unitKey } from '../../../renderer/features/inventory/words.ts';
import { stepPath } from '../../../renderer/features/inventory/stepPath.ts';
import { lotWord } from '../../../renderer/features/inventory/Lots.tsx';

test.each([
  ['11/2027', '2027-11-30'],
  ['2027-11', '2027-11-30'],
  ['02/28', '2028-02-29'],
  ['2 2027', '2027-02-28'],
  ['NOV 2027', '2027-11-30'],
  ['EXP: 11.2027', '2027-11-30'],
  ['févr. 2027', '2027-02-28'],
  ['juil 27', '2027-07-31'],
  ['juin 27', '2027-06-30'],
  ['271100', '2027-11-30'],
])('%s is the last day of a month: %s', (text, day) => {
  expect(parseExpiry(text)).toEqual({ day, isWholeMonth: true });
});

test.each([
  ['30 Nov 2027', '2027-11-30'],
  ['3/11/2027', '2027-11-03'],
  ['2027-11-03', '2027-11-03'],
  ['271103', '2027-11-03'],
])('%s names the day %s', (text, day) => {
  expect(parseExpiry(text)).toEqual({ day, isWholeMonth: false });
});

test.each(['', '2027', '13/2027', '31/02/2027', '11/1999', 'soon', '11/2027/03/01', '00/2027', 'ab 2027', '11/20277'])(
  '“%s” is no expiry',
  (text) => {
    expect(parseExpiry(text)).toBeNull();
  },
);

test('packs become dispensing units, anything but a whole number above 0 stays open', () => {
  expect(unitsOf(3, 'packs', 100)).toBe(300);
  expect(unitsOf(3, 'units', 100)).toBe(3);
  expect([null, 0, -2, 1.5].map((typed) => unitsOf(typed, 'packs', 100))).toEqual([null, null, null, null]);
});

test('an adjustment takes off, adds, or sets to what was counted', () => {
  expect(changeOf('damaged', 10, 30)).toBe(-10);
  expect(changeOf('expired', 30, 30)).toBe(-30);
  expect(changeOf('adjustment', 4, 30)).toBe(4);
  expect(changeOf('count-variance', 26, 30)).toBe(-4);
  expect(changeOf('count-variance', 30, 30)).toBe(0);
  expect(changeOf('count-variance', 0, 30)).toBe(-30);
  expect(changeOf('damaged', 0, 30)).toBeNull();
  expect(changeOf('damaged', null, 30)).toBeNull();
});

test('units of many spellings are one word, unknown ones stay as they are', () => {
  expect(['tablet', 'Tablets', 'tab.', 'suppositories', 'boxes', 'doses', 'mL'].map(unitKey)).toEqual([
    'tablet',
    'tablet',
    'tablet',
    'suppository',
    'box',
    'dose',
    null,
  ]);
});

test('the form is said once, and a stock without a history lasts for nobody knows how long', () => {
  expect(medicineWords({ name: 'Amoxicillin 500 mg capsule', form: 'capsule' })).toBe('Amoxicillin 500 mg capsule');
  expect(medicineWords({ name: 'Amoxicillin 500 mg', form: 'capsule' })).toBe('Amoxicillin 500 mg capsule');
  expect(monthsOfStock({ usable: 300, amc: 120 })).toBe(2.5);
  expect([null, 0].map((amc) => monthsOfStock({ usable: 300, amc }))).toEqual([null, null]);
});

test('a lot is usable through its last day', () => {
  const lot = (expiry: string | null) => lotWord({ expiry, status: 'active' }, '2026-11-21');
  expect([lot('2026-11-20'), lot('2026-11-21'), lot(null)]).toEqual(['expired', 'active', 'active']);
  expect(lotWord({ expiry: '2026-01-01', status: 'recalled' }, '2026-11-21')).toBe('recalled');
});

test('the stock line holds each balance until the next movement, and the last until now', () => {
  const steps = [
    { at: 0, balance: 100 },
    { at: 50, balance: 20 },
  ];
  expect(stepPath(steps, 100, 100, { width: 200, height: 50 })).toBe('M0 0H100V40H200');
  expect(stepPath([], 100, 100, { width: 200, height: 50 })).toBe('');
  expect(stepPath([{ at: 5, balance: 0 }], 5, 0, { width: 200, height: 50 })).toBe('M200 50H200');
});
