import { expect, test } from 'vitest';
import { isLetIn, sightOf } from '../../../../main/security/sight.ts';

const mark = (departments: string[], roles: string[] = []) => ({ departments: new Set(departments), roles: new Set(roles) });
const nurse = { departments: ['maternity'], roles: ['nurse'] };

test('a record that nobody marked opens for everybody', () => {
  expect(isLetIn([], { departments: [], roles: [] })).toBe(true);
});

test('one named department or role lets in; a mark that names neither of mine does not', () => {
  expect(isLetIn([mark(['maternity'])], nurse)).toBe(true);
  expect(isLetIn([mark([], ['nurse', 'doctor'])], nurse)).toBe(true);
  expect(isLetIn([mark(['hiv'], ['doctor'])], nurse)).toBe(false);
  expect(isLetIn([mark([])], nurse)).toBe(false);
});

test('of several marks each must let in', () => {
  expect(isLetIn([mark(['maternity']), mark(['hiv'])], nurse)).toBe(false);
});

test('own sight comes before a broken glass, and the glass before none', () => {
  expect(sightOf([mark(['maternity'])], nurse, true)).toBe('own');
  expect(sightOf([mark(['hiv'])], nurse, true)).toBe('break-glass');
  expect(sightOf([mark(['hiv'])], nurse, false)).toBe('none');
});
