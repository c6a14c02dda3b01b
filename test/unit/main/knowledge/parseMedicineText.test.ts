import { expect, test } from 'vitest';
import { parseMedicineText } from '../../../../main/knowledge/parseMedicineText.ts';

test.each([
  ['Amoxil 250mg/5ml susp', { name: 'Amoxil', strengths: [{ value: 250, unit: 'mg', per: { value: 5, unit: 'mL' } }], form: 'suspension', route: null }],
  ['Inj Ceftriaxone 1g IV od', { name: 'Ceftriaxone', strengths: [{ value: 1, unit: 'g' }], form: 'injection', route: 'intravenous' }],
  ['levothyroxine 50 µg tab', { name: 'levothyroxine', strengths: [{ value: 50, unit: 'ug' }], form: 'tablet', route: 'oral' }],
  ['Ceftriaxone 1,5 g', { name: 'Ceftriaxone', strengths: [{ value: 1.5, unit: 'g' }], form: null, route: null }],
  ['Nystatin 100,000 IU/mL', { name: 'Nystatin', strengths: [{ value: 100000, unit: '[iU]', per: { value: 1, unit: 'mL' } }], form: null, route: null }],
  ['Amoxycilline Co 500mg', { name: 'Amoxycilline', strengths: [{ value: 500, unit: 'mg' }], form: 'tablet', route: 'oral' }],
  ['co-trimoxazole 480mg', { name: 'co-trimoxazole', strengths: [{ value: 480, unit: 'mg' }], form: null, route: null }],
  ['artemether/lumefantrine 20/120 mg', { name: 'artemether / lumefantrine', strengths: [{ value: 20, unit: 'mg' }, { value: 120, unit: 'mg' }], form: null, route: null }],
  ['Acyclovir crème 3%', { name: 'Acyclovir', strengths: [{ value: 3, unit: '%' }], form: 'cream', route: 'topical' }],
  ['metformine 850', { name: 'metformine', strengths: [], form: null, route: null }],
  ['', { name: '', strengths: [], form: null, route: null }],
])('%s', (text, expected) => {
  expect(parseMedicineText(text)).toEqual(expected);
}); // prettier-ignore

test('a strength per volume without its unit is not made up', () => {
  expect(parseMedicineText('amoxicillin 250/5 ml').strengths).toEqual([]);
});
