import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  ageAt,
  ageText,
  daysBetween,
  isDay,
  isTimeZone,
  monthRange,
  monthsBetween,
  today,
  yearsBetween,
} from '../../../preload/contract/dates.ts';

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('isDay', () => {
  test.each(['2026-11-21', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is one', (text) => expect(isDay(text)).toBe(true));
  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-11-21T00:00',
    '21-11-2026',
    '0000-01-01',
    '',
    '2026-1-1',
    '+02026-01-01',
  ])('%s is none', (text) => expect(isDay(text)).toBe(false));
});

test('days and months are added on the calendar', () => {
  expect(addDays('2026-11-21', 40)).toBe('2026-12-31');
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2026-01-31', 13)).toBe('2027-02-28');
  expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
  expect(daysBetween('2026-11-21', '2027-11-21')).toBe(365);
  expect(() => addDays('2026-02-30', 1)).toThrow('date.invalid');
  expect(() => addDays('9999-12-31', 1)).toThrow('date.invalid');
  expect(() => addDays('2026-01-01', 1e12)).toThrow('date.invalid');
});

test('a month goes from its first to its last day', () => {
  expect(monthRange('2026-11')).toEqual({ from: '2026-11-01', to: '2026-11-30' });
  expect(monthRange('2024-02-29')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
  expect(monthRange('1900-02-01').to).toBe('1900-02-28');
  expect(() => monthRange('2026-13')).toThrow('date.invalid');
  expect(() => monthRange('2026-02-31')).toThrow('date.invalid');
});

describe('ageAt', () => {
  test.each([
    ['2026-11-21', '2026-11-21', '0 d'],
    ['2026-11-21', '2026-12-18', '27 d'],
    ['2026-11-21', '2026-12-19', '4 w'],
    ['2025-11-22', '2026-11-21', '52 w'],
    ['2025-11-21', '2026-11-21', '12 m'],
    ['2024-11-22', '2026-11-21', '23 m'],
    ['2024-11-21', '2026-11-21', '2 y'],
    ['1950-11-22', '2026-11-21', '75 y'],
    ['2020-02-29', '2026-02-28', '5 y'],
    ['2020-02-29', '2026-03-01', '6 y'],
    ['2020-02-29', '2028-02-29', '8 y'],
    ['2026-10-31', '2026-11-30', '4 w'],
  ])('born %s, on %s: %s', (born, on, said) => expect(ageText(ageAt(born, on))).toBe(said));

  test('who is born tomorrow has no age', () => expect(() => ageAt('2026-11-22', '2026-11-21')).toThrow('date.in_future'));

  test('no one grows younger', () => {
    const inDays = { d: 1, w: 7, m: 28, y: 365 };
    fc.assert(
      fc.property(day, fc.nat(20_000), fc.nat(400), (born, first, more) => {
        const one = ageAt(born, addDays(born, first));
        const two = ageAt(born, addDays(born, first + more));
        const older = one.unit === two.unit ? two.value >= one.value : inDays[two.unit] > inDays[one.unit];
        expect(older).toBe(true);
      }),
    );
  });
});

test('arithmetic holds for every pair of days', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -50_000, max: 50_000 }), (from, days) => {
      const to = addDays(from, days);
      expect(isDay(to)).toBe(true);
      expect(daysBetween(from, to)).toBe(days);
      expect(addDays(to, -days)).toBe(from);
      expect(to > from).toBe(days > 0);
      const months = monthsBetween(from, to);
      expect(days < 0 || (addMonths(from, months) <= to && addMonths(from, months + 2) > to)).toBe(true);
      expect(yearsBetween(from, to) + 0).toBe(Math.trunc(months / 12) + 0);
    }),
  );
});

describe('today', () => {
  test.each([
    ['2026-11-21T20:59:59Z', 'Africa/Nairobi', '2026-11-21'],
    ['2026-11-21T21:00:00Z', 'Africa/Nairobi', '2026-11-22'],
    ['2026-11-21T04:30:00Z', 'America/New_York', '2026-11-20'],
    ['2026-11-21T18:14:00Z', 'Asia/Kathmandu', '2026-11-21'],
    ['2026-11-21T18:15:00Z', 'Asia/Kathmandu', '2026-11-22'],
    ['2026-03-29T00:30:00Z', 'Europe/Paris', '2026-03-29'],
  ])('%s in %s is %s', (at, zone, expected) => expect(today(at, zone)).toBe(expected));

  test('a wrong instant or zone is refused', () => {
    expect(() => today('yesterday', 'UTC')).toThrow('date.invalid');
    expect(isTimeZone('Africa/Kampala')).toBe(true);
    expect(isTimeZone('Mars/Olympus')).toBe(false);
  });

  test('agrees with UTC and never lies more than a day away elsewhere', () => {
    const zone = fc.constantFrom('Africa/Lagos', 'Asia/Kolkata', 'Pacific/Kiritimati', 'America/Adak', 'Africa/Kinshasa');
    fc.assert(
      fc.property(fc.date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true }), zone, (date, ianaZone) => {
        const at = date.toISOString();
        expect(today(at, 'UTC')).toBe(at.slice(0, 10));
        expect(Math.abs(daysBetween(at.slice(0, 10), today(at, ianaZone)))).toBeLessThanOrEqual(1);
      }),
    );
  });
});
