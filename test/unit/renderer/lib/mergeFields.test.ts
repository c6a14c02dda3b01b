import { expect, test } from 'vitest';
import fc from 'fast-check';
import { compareFields, mergeFields } from '../../../../renderer/lib/mergeFields.ts';

const base = { familyName: 'Tettebi', givenNames: 'Kofi', sex: 'male', birth: '17 May 1980', phone: '', village: '' };

test('what only they changed is taken, what only this desk typed stays, a clash is asked', () => {
  const theirs = { ...base, phone: '+999 70', village: 'Dano', givenNames: 'Kofi A.' };
  const mine = { ...base, familyName: 'Addo', village: 'Kolda', givenNames: 'Kofi A.' };
  const compared = compareFields(base, theirs, mine);
  expect(compared).toEqual([
    { field: 'phone', before: '', theirs: '+999 70', mine: '', is: 'theirs' },
    { field: 'village', before: '', theirs: 'Dano', mine: 'Kolda', is: 'clash' },
  ]);
  expect(mergeFields(mine, compared, new Set())).toEqual({ ...mine, phone: '+999 70' });
  expect(mergeFields(mine, compared, new Set(['village']))).toEqual({ ...mine, phone: '+999 70', village: 'Dano' });
});

test('nothing that was typed is lost, nothing that they changed is undone unseen', () => {
  const person = fc.record({
    familyName: fc.constantFrom('a', 'b', 'c'),
    givenNames: fc.constantFrom('a', 'b', 'c'),
    sex: fc.constantFrom('male', 'female'),
    birth: fc.constantFrom('', '1 Jan 1980', '2 Jan 1980'),
    phone: fc.constantFrom('', '1', '2'),
    village: fc.constantFrom('', 'x', 'y'),
  });
  fc.assert(
    fc.property(person, person, person, (was, theirs, mine) => {
      const compared = compareFields(was, theirs, mine);
      const merged = mergeFields(mine, compared, new Set());
      for (const field of Object.keys(was) as (keyof typeof was)[]) {
        if (mine[field] !== was[field]) expect(merged[field]).toBe(mine[field]);
        else expect(merged[field]).toBe(theirs[field]);
        const isShown = compared.some((one) => one.field === field);
        expect(isShown).toBe(theirs[field] !== was[field] && theirs[field] !== mine[field]);
      }
    }),
  );
});
