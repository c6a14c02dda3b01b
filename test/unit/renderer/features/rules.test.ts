import { describe, expect, test } from 'vitest';
import { nextFree, parseTime, takenBy } from '../../../../renderer/features/appointments/time.ts';
import { readVital, readVitals } from '../../../../renderer/features/encounters/vitalsForm.ts';
import { latestOfEach } from '../../../../renderer/features/patients/latest.ts';
import { checkPerson, emptyPerson, toPersonDetails } from '../../../../renderer/features/patients/personForm.ts';
import { checkSetUp, toSetUpInput } from '../../../../renderer/features/setup/setUpRules.ts';

describe('a time of day', () => {
  test.each([
    ['9:30', '09:30'],
    ['9.30', '09:30'],
    ['930', '09:30'],
    ['9h30', '09:30'],
    ['14h', '14:00'],
    ['9', '09:00'],
    ['0:05', '00:05'],
  ])('%s', (typed, time) => expect(parseTime(typed)).toBe(time));
  test.each(['', '24:00', '9:75', 'noon', '12345'])('"%s" is none', (typed) => expect(parseTime(typed)).toBeNull());
});

describe('appointments of a practitioner', () => {
  const at = (startAt: string, status: 'booked' | 'cancelled' = 'booked') => ({ startAt, minutes: 15, status, practitionerId: 'joseph' });
  const day = [at('2026-11-21T08:00:00Z'), at('2026-11-21T08:15:00Z'), at('2026-11-21T08:45:00Z', 'cancelled')];

  test('stand in the way where they overlap, cancelled ones do not', () => {
    expect(takenBy(day, 'joseph', '2026-11-21T08:10:00Z', 15)).toBe(day[0]);
    expect(takenBy(day, 'joseph', '2026-11-21T08:30:00Z', 15)).toBeUndefined();
    expect(takenBy(day, 'joseph', '2026-11-21T08:45:00Z', 15)).toBeUndefined();
    expect(takenBy(day, 'amina', '2026-11-21T08:00:00Z', 15)).toBeUndefined();
  });
  test('leave a next free quarter, or none', () => {
    expect(nextFree(day, 'joseph', '2026-11-21T08:01:00Z', '2026-11-21T17:00:00Z', 15)).toBe('2026-11-21T08:30:00.000Z');
    expect(nextFree(day, 'joseph', '2026-11-21T08:01:00Z', '2026-11-21T08:30:00Z', 15)).toBeNull();
  });
});

describe('the registration form', () => {
  test('wants a name, and an age that can be understood', () => {
    expect(checkPerson(emptyPerson, '2026-11-21')).toEqual(['familyName']);
    expect(checkPerson({ ...emptyPerson, familyName: 'Okello', birth: 'long ago' }, '2026-11-21')).toEqual(['birth']);
    expect(checkPerson({ ...emptyPerson, familyName: 'Okello' }, '2026-11-21')).toEqual([]);
  });
  test('sends how exactly the birth date is known', () => {
    const details = toPersonDetails({ ...emptyPerson, familyName: ' Okello ', sex: 'female', birth: '34 y' }, '2026-11-21');
    expect(details).toMatchObject({ familyName: 'Okello', sex: 'female', birthDate: '1992-01-01', birthDatePrecision: 'year' });
  });
});

describe('vital signs', () => {
  test('are read from any unit, blood pressure as two signs', () => {
    const { values, wrong, ask } = readVitals({ 'body-temperature': '101 F', 'blood-pressure': '120/80', 'body-weight': '12kg' });
    expect(values).toEqual([
      { sign: 'body-temperature', value: 38.3 },
      { sign: 'systolic-pressure', value: 120 },
      { sign: 'diastolic-pressure', value: 80 },
      { sign: 'body-weight', value: 12 },
    ]);
    expect([wrong, ask]).toEqual([[], []]);
  });
  test('what is impossible is wrong, what is unlikely is asked about', () => {
    expect(readVitals({ 'body-temperature': '42.5' }).ask).toEqual(['body-temperature']);
    expect(readVitals({ 'body-temperature': '385' }).wrong).toEqual(['body-temperature']);
    expect(readVitals({ 'blood-pressure': '80/120' }).wrong).toEqual(['blood-pressure']);
    expect(readVital('heart-rate', '  ')).toEqual({ state: 'empty' });
  });
});

test('the chart shows the newest of each measurement, whatever their order', () => {
  const one = { code: '8310-5', effectiveAt: '2026-11-01T08:00:00Z' };
  const two = { code: '8310-5', effectiveAt: '2026-11-20T08:00:00Z' };
  const three = { code: '8867-4', effectiveAt: '2026-10-01T08:00:00Z' };
  expect(latestOfEach([one, two, three])).toEqual([two, three]);
  expect(latestOfEach([two, one, three])).toEqual([two, three]);
});

describe('setting up a facility', () => {
  const right = {
    name: 'Kibera Clinic',
    type: 'clinic',
    timeZone: 'Africa/Nairobi',
    currency: 'kes',
    latitude: '-1,2921',
    longitude: '36.8219',
    locale: 'en',
    displayName: 'Ada Otieno',
    username: 'ada',
    password: 'long enough',
    passwordAgain: 'long enough',
  };
  test('takes what is right', () => {
    expect(checkSetUp(right)).toEqual({});
    expect(toSetUpInput(right)).toMatchObject({ currency: 'KES', latitude: -1.2921, longitude: 36.8219 });
    expect(toSetUpInput({ ...right, latitude: '', longitude: '' })).toMatchObject({ latitude: null, longitude: null });
  });
  test.each([
    [{ name: '' }, { name: 'required' }],
    [{ name: 'K' }, { name: 'short' }],
    [{ currency: 'shilling' }, { currency: 'currency' }],
    [{ latitude: '91' }, { latitude: 'latitude' }],
    [{ longitude: 'east' }, { longitude: 'longitude' }],
    [{ longitude: '' }, { longitude: 'both' }],
    [{ password: 'short', passwordAgain: 'short' }, { password: 'password' }],
    [{ passwordAgain: 'something else' }, { passwordAgain: 'different' }],
  ] as const)('%o is told at its field', (change, wrong) => {
    expect(checkSetUp({ ...right, ...change })).toEqual(wrong);
  });
});
