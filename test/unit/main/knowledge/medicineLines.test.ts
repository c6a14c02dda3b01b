import { expect, test } from 'vitest';
import { loadKnowledge } from '../../../../main/knowledge/load.ts';
import { matchMedicine } from '../../../../main/knowledge/matchMedicine.ts';
import { medicineLines, notMedicines } from '../../../fixtures/medicineLines.ts';

const knowledge = loadKnowledge();
const read = (text: string) => matchMedicine(text, knowledge);

test('each of the lines ends at its ingredients and no others', () => {
  expect(medicineLines.length).toBeGreaterThanOrEqual(150);
  const wrong = medicineLines.flatMap(([text, expected]) => {
    const found = read(text).ingredients.map(({ id }) => id).toSorted().join(' '); // prettier-ignore
    return found === expected.split(' ').toSorted().join(' ') ? [] : [`${text}: ${found || 'unmatched'}, not ${expected}`];
  });
  expect(wrong).toEqual([]);
});

test.each(notMedicines)('%s is said to be unmatched', (text) => {
  expect(read(text)).toMatchObject({ ingredients: [], confidence: 0, matched: null });
});
