import { describe, expect, test } from 'vitest';
import { isFedBy } from '../../../../renderer/lib/invalidation.ts';
import { pagesBetween } from '../../../../renderer/lib/paged.ts';
import { parseBirth } from '../../../../renderer/lib/parseBirth.ts';
import { isPermitted } from '../../../../renderer/lib/session.ts';
import { pauseBefore, seatAddress } from '../../../../renderer/lib/transport.ts';

describe('a birth date or an age as people say it', () => {
  const today = '2026-11-21';
  test.each([
    ['12/3/1987', '1987-03-12', 'day'],
    ['12-03-1987', '1987-03-12', 'day'],
    ['12 mar 1987', '1987-03-12', 'day'],
    ['1 août 1990', '1990-08-01', 'day'],
    ['7 juillet 1990', '1990-07-07', 'day'],
    ['7 juin 1990', '1990-06-07', 'day'],
    ['1987-03-12', '1987-03-12', 'day'],
    ['12 Mar 1987', '1987-03-12', 'day'],
    ['mar 1987', '1987-03-01', 'month'],
    ['3/1987', '1987-03-01', 'month'],
    ['1987', '1987-01-01', 'year'],
    ['34 y', '1992-01-01', 'year'],
    ['34', '1992-01-01', 'year'],
    ['34 ans', '1992-01-01', 'year'],
    ['34 years', '1992-01-01', 'year'],
    ['5 m', '2026-06-21', 'month'],
    ['5 mois', '2026-06-21', 'month'],
    ['3w', '2026-10-31', 'month'],
    ['4 d', '2026-11-17', 'day'],
  ])('%s', (typed, birthDate, precision) => {
    expect(parseBirth(typed, today)).toEqual({ birthDate, precision });
  });

  test.each(['', 'abc', '31/2/1987', '12/13/1987', '22 nov 2026', '2031', '200', '5 x', '12 foo 1987'])(
    '"%s" is not understood',
    (typed) => {
      expect(parseBirth(typed, today)).toBeNull();
    },
  );
});

describe('what changed tables make screens read again', () => {
  test('the screens that show them', () => {
    expect(isFedBy('inventory.items', ['stock_movement'])).toBe(true);
    expect(isFedBy('patients.chart', ['stock_movement'])).toBe(false);
    expect(isFedBy('patients.chart', ['stock_movement', 'allergy_intolerance'])).toBe(true);
  });
  test('an unknown table makes every screen read again: rather once too often', () => {
    expect(isFedBy('reports.any', ['a_table_of_tomorrow'])).toBe(true);
  });
  test('a saved draft makes none', () => {
    expect(isFedBy('patients.chart', ['draft'])).toBe(false);
  });
});

test('the pages that rows in sight lie on', () => {
  expect(pagesBetween(0, 40)).toEqual([0]);
  expect(pagesBetween(190, 230)).toEqual([0, 1]);
  expect(pagesBetween(99_950, 99_999)).toEqual([499]);
});

test('pauses between attempts grow to 5 s', () => {
  expect([1, 2, 3, 10].map(pauseBefore)).toEqual([200, 400, 800, 5000]);
});

test('the seat is at the same origin, encrypted where the page is', () => {
  expect(seatAddress({ protocol: 'http:', host: '127.0.0.1:4080' })).toBe('ws://127.0.0.1:4080/seat');
  expect(seatAddress({ protocol: 'https:', host: 'clinic.local' })).toBe('wss://clinic.local/seat');
});

test('who has not signed in may do public things only; a role does what it lists', () => {
  const session = {
    token: 't',
    user: { id: 'u', username: 'amina', displayName: 'Amina', practitionerId: 'p' },
    roles: ['front-desk'],
    permissions: ['Patient.read'],
    preferences: { locale: 'en', theme: 'auto' },
    isLocked: false,
    idleLockMinutes: 5,
    mustEnrolTotp: false,
  } as const;
  const given = { ...session, roles: [...session.roles], permissions: [...session.permissions] };
  expect([null, given].map((one) => isPermitted(one, 'public'))).toEqual([true, true]);
  expect([null, given].map((one) => isPermitted(one, 'self'))).toEqual([false, true]);
  expect(isPermitted(given, 'Patient.read')).toBe(true);
  expect(isPermitted(given, 'Patient.create')).toBe(false);
});
