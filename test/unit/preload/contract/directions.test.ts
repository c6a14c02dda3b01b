import { expect, test } from 'vitest';
import { readDirections, writeDirections } from '../../../../preload/contract/directionsLine.ts';
import { dosage } from '../../../../preload/contract/dosage.ts';
import { routeOfForm, totalDays, totalUnits, unitsPerDay } from '../../../../preload/contract/dosageQuantity.ts';
import { directionsSentence } from '../../../../preload/contract/dosageSentence.ts';

const said = (line: string, unit = 'tablet') => {
  const read = readDirections(line, unit);
  return read.ok ? [directionsSentence(read.dosage, 'en'), directionsSentence(read.dosage, 'fr')] : `unread: ${read.unread}`;
};

test.each([
  ['1 tab tds 5d po pc', 'Take 1 tablet by mouth 3 times a day, after food, for 5 days.', 'Prendre 1 comprimé par la bouche 3 fois par jour, après le repas, pendant 5 jours.'],
  ['2 cp 3 fois par jour pendant 1 jour', 'Take 2 tablets 3 times a day, for 1 day.', 'Prendre 2 comprimés 3 fois par jour, pendant 1 jour.'],
  ['½ tab bd', 'Take half a tablet twice a day.', 'Prendre la moitié d’un comprimé 2 fois par jour.'],
  ['1,5 cp matin et soir', 'Take 1.5 tablets twice a day, in the morning and in the evening.', 'Prendre 1,5 comprimé 2 fois par jour, le matin et le soir.'],
  ['2 tabs q6h prn pain max 8', 'Take 2 tablets every 6 hours, when needed for pain, at most 8 tablets in one day.', 'Prendre 2 comprimés toutes les 6 heures, si besoin pour : pain, au plus 8 comprimés en un jour.'],
  ['50 mcg od po', 'Take 50 micrograms by mouth once a day.', 'Prendre 50 microgrammes par la bouche une fois par jour.'],
  ['1-0-1 x 5 days', 'Take 1 tablet twice a day, in the morning and in the evening, for 5 days.', 'Prendre 1 comprimé 2 fois par jour, le matin et le soir, pendant 5 jours.'],
  ['40mg od 5d po then 20mg 5d then 10 mg every other day', 'Take 40 mg by mouth once a day, for 5 days, then 20 mg once a day, for 5 days, then 10 mg every 2 days, and go on with that.', 'Prendre 40 mg par la bouche une fois par jour, pendant 5 jours, puis 20 mg une fois par jour, pendant 5 jours, puis 10 mg tous les 2 jours, et continuer ainsi.'],
  ['2.4 g im stat', 'Inject 2.4 g into a muscle once only.', 'Injecter 2,4 g dans un muscle une seule fois.'],
  ['10 iu sc hs', 'Inject 10 international units under the skin once a day, at bedtime.', 'Injecter 10 unités internationales sous la peau une fois par jour, au coucher.'],
  ['1 tab once a week 4 weeks; on Mondays', 'Take 1 tablet once a week, for 28 days. On Mondays.', 'Prendre 1 comprimé une fois par semaine, pendant 28 jours. On Mondays.'],
])('%s', (line, english, french) => {
  expect(said(line)).toEqual([english, french]);
}); // prettier-ignore

test.each([
  '1-2 tabs tds',
  '2 teaspoons tds',
  '1 tab tds until better',
  'ten tabs od',
  '0 tab od',
  '1e9 tab od',
  '1 tab',
  'tds',
  '1 tab tds tds',
  '1-0-2',
  '2 tabs prn max 2 g',
])('%s is not understood and stays words', (line) => {
  expect(readDirections(line, 'tablet').ok, line).toBe(false);
});

test('the quantity that directions use up', () => {
  const total = (line: string, unit: string, strength: { amount: number; unit: string } | null = null) => {
    const read = readDirections(line, unit);
    return read.ok ? totalUnits(read.dosage, { unit, strength }) : 'unread';
  };
  expect(total('1 tab tds 5d', 'tablet')).toBe(15);
  expect(total('½ tab bd 5d', 'tablet')).toBe(5);
  expect(total('½ tab od 5d', 'tablet')).toBe(3); // nobody hands out half a tablet
  expect(total('40 mg od 5d then 20 mg od 5d', 'tablet', { amount: 5, unit: 'mg' })).toBe(60);
  expect(total('1 g bd 7d', 'tablet', { amount: 500, unit: 'mg' })).toBe(28);
  expect(total('500 mcg od 10d', 'tablet', { amount: 0.25, unit: 'mg' })).toBe(20);
  expect(total('5 ml tds 5d', 'ml')).toBe(75);
  expect(total('5 ml tds 5d', 'bottle')).toBeNull(); // nobody says what a bottle holds
  expect(total('1 tab once a week 28d', 'tablet')).toBe(4);
  expect(total('1 tab od', 'tablet')).toBeNull(); // until it is stopped
  expect(total('1 tab prn 5d', 'tablet')).toBeNull();
  expect(total('2 tab q6h prn max 8 5d', 'tablet')).toBe(40);
  expect(total('500 mg tds 5d', 'capsule')).toBeNull(); // what one holds is not known
});

test('days and daily use', () => {
  const read = (line: string) => dosage.parse((readDirections(line, 'tablet') as { dosage: unknown }).dosage);
  expect(totalDays(read('2 tab stat then 1 tab od 4d'))).toBe(5);
  expect(totalDays(read('1 tab od'))).toBeNull();
  expect(unitsPerDay(read('1 tab once a week').steps[0]!, { unit: 'tablet', strength: null })).toBeCloseTo(1 / 7);
  expect(unitsPerDay(read('1 tab prn').steps[0]!, { unit: 'tablet', strength: null })).toBeNull();
});

test('what is swallowed goes by mouth; of anything else the way must be said', () => {
  expect(['tablet', 'capsule', 'suspension', 'syrup'].map(routeOfForm)).toEqual(['oral', 'oral', 'oral', 'oral']);
  expect(['injection', 'cream', 'suppository', 'eye drops', 'solution for injection', ''].map(routeOfForm)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('a line is written as it can be typed', () => {
  expect(writeDirections(dosage.parse({ route: 'oral', steps: [{ dose: 1, unit: '{tablet}', timing: { frequency: 3, period: 1, periodUnit: 'd' }, when: ['PC'], days: 5 }], note: 'shake well' }))).toBe('1 tab tds 5d po pc; shake well'); // prettier-ignore
});
