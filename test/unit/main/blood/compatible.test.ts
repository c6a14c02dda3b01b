import { expect, test } from 'vitest';
import { compatibleGroups, isCompatible } from '../../../../main/blood/compatible.ts';
import { bloodComponents, type BloodGroup } from '../../../../preload/contract/blood.ts';

const groups = (['O', 'A', 'B', 'AB'] as const).flatMap((abo) => (['pos', 'neg'] as const).map((rhd): BloodGroup => ({ abo, rhd })));
const antigens = ({ abo, rhd }: BloodGroup) => [...(abo === 'O' ? '' : abo), ...(rhd === 'pos' ? 'D' : '')];
const antibodies = ({ abo }: BloodGroup) => [...'AB'].filter((each) => !abo.includes(each));

test('red cells carry no antigen that the person has not; plasma holds no antibody against the person', () => {
  for (const person of groups)
    for (const unit of groups) {
      const cells = antigens(unit).every((antigen) => antigens(person).includes(antigen));
      expect(isCompatible('red-cells', unit, person)).toBe(cells);
      const plasma = antibodies(unit).every((antibody) => !antigens(person).includes(antibody));
      expect(isCompatible('plasma', unit, person)).toBe(plasma);
      const isSame = unit.abo === person.abo && (unit.rhd === person.rhd || person.rhd === 'pos');
      expect(isCompatible('whole-blood', unit, person)).toBe(isSame);
    }
});

test('the own group comes first; who is not known gets what everybody may get', () => {
  for (const component of bloodComponents)
    for (const person of groups) {
      expect(compatibleGroups(component, person)[0]).toEqual(person);
      for (const group of compatibleGroups(component, null)) expect(isCompatible(component, group, person)).toBe(true);
    }
  expect(compatibleGroups('red-cells', null)).toEqual([{ abo: 'O', rhd: 'neg' }]);
  expect(compatibleGroups('whole-blood', null)).toEqual([]);
});
