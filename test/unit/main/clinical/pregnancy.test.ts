import fc from 'fast-check';
import { expect, test } from 'vitest';
import { antenatalContacts } from '../../../../main/clinical/pregnancy/contacts.ts';
import { datePregnancy, gestationDays, gestationText, trimesterOf } from '../../../../main/clinical/pregnancy/dating.ts';
import { addDays } from '../../../../preload/contract/dates.ts';

const lastPeriod = '2026-01-01';
const week = (weeks: number, days = 0) => weeks * 7 + days;

test('280 days from the last period, also over 29 February', () => {
  expect(datePregnancy({ lastPeriod, ultrasound: null })).toEqual({ edd: '2026-10-08', basis: 'last-period', differenceDays: null, thresholdDays: null, isSuboptimal: true });
  expect(datePregnancy({ lastPeriod: '2024-02-29', ultrasound: null })?.edd).toBe('2024-12-05');
  expect(datePregnancy({ lastPeriod: '2027-05-26', ultrasound: null })?.edd).toBe('2028-03-01');
  expect(datePregnancy({ lastPeriod: null, ultrasound: null })).toBeNull();
}); // prettier-ignore

test('a scan alone dates; from 22 weeks on it does so poorly', () => {
  const scan = (gestation: number) => datePregnancy({ lastPeriod: null, ultrasound: { day: '2026-03-01', gestationDays: gestation } });
  expect(scan(week(10))).toMatchObject({ edd: addDays('2026-03-01', 210), basis: 'ultrasound', isSuboptimal: false });
  expect(scan(week(22))).toMatchObject({ isSuboptimal: true });
});

// ACOG 700, table 1: the last day of each band by last period, and the first of the next.
test.each([
  [week(8, 6), 5],
  [week(9), 7],
  [week(13, 6), 7],
  [week(15, 6), 7],
  [week(16), 10],
  [week(21, 6), 10],
  [week(22), 14],
  [week(27, 6), 14],
  [week(28), 21],
  [week(39), 21],
])('at %i days a difference of more than %i days redates', (atScan, threshold) => {
  const day = addDays(lastPeriod, atScan);
  for (const sign of [1, -1]) {
    const kept = datePregnancy({ lastPeriod, ultrasound: { day, gestationDays: atScan - sign * threshold } });
    expect(kept).toMatchObject({ edd: '2026-10-08', basis: 'last-period', differenceDays: sign * threshold, thresholdDays: threshold });
    const changed = datePregnancy({ lastPeriod, ultrasound: { day, gestationDays: atScan - sign * (threshold + 1) } });
    expect(changed).toMatchObject({ edd: addDays('2026-10-08', sign * (threshold + 1)), basis: 'ultrasound' });
  }
});

test('weeks and days, trimesters, and nothing before or after a pregnancy', () => {
  const edd = '2026-10-08';
  expect(gestationDays(edd, '2026-06-21')).toBe(171);
  expect(gestationText(171)).toBe('24+3');
  expect([week(13, 6), week(14), week(27, 6), week(28)].map(trimesterOf)).toEqual([1, 2, 2, 3]);
  expect(gestationDays(edd, '2025-12-31')).toBeNull();
  expect(gestationDays(edd, addDays(edd, 29))).toBeNull();
  expect(gestationDays(edd, addDays(edd, 28))).toBe(308);
});

test('eight contacts by today; a late comer is counted once, for the nearest week', () => {
  const edd = '2026-10-08';
  const at = (weeks: number) => addDays(lastPeriod, week(weeks));
  const contacts = antenatalContacts(edd, at(31), [at(11), at(27), at(29)]);
  expect(contacts.map(({ week: weeks, status, doneOn }) => [weeks, status, doneOn])).toEqual([
    [12, 'done', at(11)],
    [20, 'missed', null],
    [26, 'done', at(27)],
    [30, 'done', at(29)],
    [34, 'upcoming', null],
    [36, 'upcoming', null],
    [38, 'upcoming', null],
    [40, 'upcoming', null],
  ]);
  expect(contacts[0]?.day).toBe(at(12));
  expect(antenatalContacts(edd, at(41), []).at(-1)?.status).toBe('due');
});

test('property: every day of a pregnancy belongs to one contact', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 308 }), (days) => {
      const visit = addDays(lastPeriod, days);
      const contacts = antenatalContacts('2026-10-08', visit, [visit]);
      expect(contacts.filter((contact) => contact.status === 'done')).toHaveLength(1);
      expect(contacts.filter((contact) => contact.status === 'due')).toHaveLength(0);
    }),
  );
});
