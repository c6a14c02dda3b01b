import { describe, expect, test } from 'vitest';
import { instantOf } from '../../../../preload/contract/dates.ts';
import {
  expiryTone,
  formatAge,
  formatAgeSeconds,
  formatAgo,
  formatBirthDate,
  formatDay,
  formatInstant,
  formatLongDay,
  formatMeasure,
  formatMoney,
  formatNumber,
  formatTime,
  localDay,
} from '../../../../renderer/lib/format.ts';

test('a day is never shifted by a time zone and cannot be misread', () => {
  expect(formatDay('2026-11-21', 'en')).toBe('21 Nov 2026');
  expect(formatDay('2026-09-03', 'en')).toBe('3 Sep 2026');
  expect(formatDay('2026-11-21', 'fr')).toBe('21 nov. 2026');
  expect(formatLongDay('2026-11-21', 'en')).toBe('Sat 21 Nov 2026');
});

test('an instant is shown on the wall clock of the facility, 24 hours', () => {
  expect(formatTime('2026-11-21T21:05:00Z', 'Africa/Nairobi')).toBe('00:05');
  expect(formatInstant('2026-11-21T21:05:00Z', 'en', 'Africa/Nairobi')).toBe('22 Nov 2026, 00:05');
  expect(localDay('2026-11-21T21:05:00Z', 'America/Lima')).toBe('2026-11-21');
});

describe('a wall-clock time becomes an instant', () => {
  test.each([
    ['2026-11-21', '09:30', 'Africa/Nairobi', '2026-11-21T06:30:00.000Z'],
    ['2026-11-21', '00:10', 'Asia/Kathmandu', '2026-11-20T18:25:00.000Z'],
    ['2026-07-01', '12:00', 'Europe/Paris', '2026-07-01T10:00:00.000Z'],
    ['2026-12-01', '12:00', 'Europe/Paris', '2026-12-01T11:00:00.000Z'],
    ['2026-10-25', '12:00', 'Europe/Paris', '2026-10-25T11:00:00.000Z'], // the day summer time ends
  ])('%s %s in %s', (day, time, zone, instant) => {
    expect(instantOf(day, time, zone)).toBe(instant);
  });

  test('and back again, for each quarter of an hour of a day with a changing clock', () => {
    for (let quarter = 16; quarter < 96; quarter += 1) {
      const time = `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
      expect(formatTime(instantOf('2026-03-29', time, 'Europe/Paris'), 'Europe/Paris')).toBe(time);
    }
  });
});

describe('ages as clinicians say them', () => {
  test.each([
    ['2026-11-18', 'day', '3 d', '3 j'],
    ['2026-10-10', 'day', '6 w', '6 sem'],
    ['2025-09-20', 'day', '14 m', '14 mois'],
    ['2019-11-21', 'day', '7 y', '7 ans'],
    ['1987-01-01', 'year', '~39 y', '~39 ans'],
  ] as const)('born %s', (birthDate, precision, english, french) => {
    expect(formatAge(birthDate, precision, '2026-11-21', 'en')).toBe(english);
    expect(formatAge(birthDate, precision, '2026-11-21', 'fr')).toBe(french);
  });

  test('nothing is said where nothing is known', () => {
    expect(formatAge(null, 'day', '2026-11-21', 'en')).toBe('');
  });
});

test('a birth date says no more than is known', () => {
  expect(formatBirthDate('1987-03-12', 'day', 'en')).toBe('12 Mar 1987');
  expect(formatBirthDate('1987-03-01', 'month', 'en')).toBe('Mar 1987');
  expect(formatBirthDate('1987-01-01', 'year', 'en')).toBe('1987');
});

test('how long ago, in the largest unit that says enough', () => {
  expect(formatAgeSeconds(10, 'en')).toBe('just now');
  expect(formatAgeSeconds(180, 'en')).toBe('3 min ago');
  expect(formatAgeSeconds(3 * 3600, 'fr')).toBe('il y a 3 h');
  expect(formatAgeSeconds(5 * 86_400, 'en')).toBe('5 days ago');
  expect(formatAgo('2026-11-21T08:00:00Z', Date.parse('2026-11-21T07:59:00Z'), 'en')).toBe('just now'); // a clock that runs ahead
});

test('figures: grouped counts, no trailing zeros, a leading zero, money with its currency', () => {
  expect(formatNumber(12_345, 'en')).toBe('12,345');
  expect(formatMeasure(5, 'en')).toBe('5');
  expect(formatMeasure(0.5, 'en')).toBe('0.5');
  expect(formatMeasure(38.5, 'fr')).toBe('38,5');
  expect(formatMoney(125_000, 'KES', 'en')).toBe('1,250.00 KES');
  expect(formatMoney(1250, 'XOF', 'en')).toBe('1,250 XOF');
});

test('a lot may be used through its printed day; attention from 90 days', () => {
  expect(expiryTone('2026-11-20', '2026-11-21')).toBe('past');
  expect(expiryTone('2026-11-21', '2026-11-21')).toBe('soon');
  expect(expiryTone('2027-02-19', '2026-11-21')).toBe('soon');
  expect(expiryTone('2027-02-20', '2026-11-21')).toBe('fine');
  expect(expiryTone(null, '2026-11-21')).toBe('none');
});
