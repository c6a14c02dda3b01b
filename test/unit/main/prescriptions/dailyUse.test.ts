import { expect, test } from 'vitest';
import { dailyUse } from '../../../../main/prescriptions/dailyUse.ts';

test.each([
  ['1 capsule three times a day for 7 days', 'capsule', 3],
  ['1 tablet once a day', 'tablet', 1],
  ['2 tablets twice daily', 'tablet', 4],
  ['1 tab bd', 'tablet', 2],
  ['Take 2 caps t.i.d. with food', 'capsule', 6],
  ['1 x 3', 'tablet', 3],
  ['1 tab x 3 for 5 days', 'tablet', 3],
  ['1-0-1', 'tablet', 2],
  ['2 - 1 - 1 after meals', 'tablet', 4],
  ['half a tablet in the morning', 'tablet', 0.5],
  ['½ tablet daily', 'tablet', 0.5],
  ['1 tablet every 8 hours', 'tablet', 3],
  ['1 tablet 12-hourly', 'tablet', 2],
  ['5 ml three times a day', 'ml', 15],
  ['1 comprimé 3 fois par jour pendant 5 jours', 'comprimé', 3],
  ['2 gélules matin et soir', 'gélule', 4],
  ['1 tablet at night', 'tablet', 1],
  ['1 tablet a day', 'tablet', 1],
] as const)('%s (%s) is %d a day', (directions, unit, perDay) => {
  expect(dailyUse(directions, unit)).toBe(perDay);
});

test.each([
  ['1 tablet when needed', 'tablet'],
  ['1 tablet prn', 'tablet'],
  ['1 tablet once a week', 'tablet'],
  ['5 ml three times a day', 'bottle'],
  ['500 mg twice daily', 'tablet'],
  ['10 drops daily', 'bottle'],
  ['2 tablets twice a day for 3 days, then 1 daily', 'tablet'],
  ['apply to the skin', 'tube'],
  ['apply twice daily', 'tube'],
  ['as the doctor said', 'tablet'],
  ['4 tablets stat', 'tablet'],
  ['1 tablet every 7 hours', 'tablet'],
  ['', 'tablet'],
] as const)('%s (%s) leaves it open', (directions, unit) => {
  expect(dailyUse(directions, unit)).toBeNull();
});
