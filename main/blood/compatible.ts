import type { BloodComponent, BloodGroup } from '../../preload/contract/blood.ts';

const all = ['O', 'A', 'B', 'AB'] as const;
type Abo = (typeof all)[number];

/** Whose red cells a person may get: none that carry an antigen the person has not. Own group first, O last, so that O is left for those who need it. */
const redCellsFor: Readonly<Record<Abo, readonly Abo[]>> = { O: ['O'], A: ['A', 'O'], B: ['B', 'O'], AB: ['AB', 'A', 'B', 'O'] };
/** Plasma is the other way round: none that holds an antibody against the person. */
const plasmaFor: Readonly<Record<Abo, readonly Abo[]>> = { O: ['O', 'A', 'B', 'AB'], A: ['A', 'AB'], B: ['B', 'AB'], AB: ['AB'] };

/**
 * Groups that a person may get of a component, the best first; a person whose group is not known gets what everybody may get: red cells
 * O RhD negative, plasma AB. Whole blood only of the same group. RhD negative people get RhD negative cells; RhD does not count for plasma.
 * Platelets hold plasma and some red cells: as plasma, RhD as cells.
 * Source: WHO, The Clinical Use of Blood (2002), chapter 7; British Society for Haematology guideline on pre-transfusion compatibility (2013).
 */
export function compatibleGroups(component: BloodComponent, person: BloodGroup | null): BloodGroup[] {
  if (person === null) {
    if (component === 'plasma') return [{ abo: 'AB', rhd: 'neg' }, { abo: 'AB', rhd: 'pos' }]; // prettier-ignore
    if (component === 'platelets') return [{ abo: 'AB', rhd: 'neg' }];
    return component === 'red-cells' ? [{ abo: 'O', rhd: 'neg' }] : [];
  }
  const abos = component === 'whole-blood' ? [person.abo] : component === 'red-cells' ? redCellsFor[person.abo] : plasmaFor[person.abo];
  const rhds = component === 'plasma' ? bothFrom(person.rhd) : person.rhd === 'neg' ? (['neg'] as const) : (['pos', 'neg'] as const);
  return abos.flatMap((abo) => rhds.map((rhd) => ({ abo, rhd })));
}

const bothFrom = (rhd: BloodGroup['rhd']): readonly BloodGroup['rhd'][] => (rhd === 'neg' ? ['neg', 'pos'] : ['pos', 'neg']);

export function isCompatible(component: BloodComponent, unit: BloodGroup, person: BloodGroup | null): boolean {
  return compatibleGroups(component, person).some(({ abo, rhd }) => abo === unit.abo && rhd === unit.rhd);
}
