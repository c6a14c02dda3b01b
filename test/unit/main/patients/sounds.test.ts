import { expect, test } from 'vitest';
import { sounds } from '../../../../main/patients/sounds.ts';

const soundAlike = (one: string, other: string) => sounds(one).some((sound) => sounds(other).includes(sound));

test.each([
  ['diallo', 'jallow'],
  ['diallo', 'jalloh'],
  ['ouattara', 'watara'],
  ['ouedraogo', 'wedraogo'],
  ['youssouf', 'issouf'],
  ['yusuf', 'youssouf'],
  ['aissatou', 'isatou'],
  ['ndiaye', 'njie'],
  ['cheikh', 'sheik'],
  ['coulibaly', 'kulibali'],
  ['keita', 'keyta'],
  ['mohamed', 'mouhamet'],
  ['fatuma', 'fatoumma'],
  ['ruth', 'luth'],
  ['victor', 'bikitor'],
  ['francoise', 'fransoise'],
  ['philippe', 'filip'],
  ['hawa', 'awa'],
  ['georges', 'georjes'],
  ['quaye', 'kwaye'],
])('%s sounds like %s', (one, other) => expect(soundAlike(one, other)).toBe(true));

test.each([
  ['diallo', 'barry'],
  ['awa', 'ali'],
  ['kone', 'kome'],
  ['hassan', 'moussa'],
  ['mensah', 'moussa'],
])('%s does not sound like %s', (one, other) => expect(soundAlike(one, other)).toBe(false));

test('other scripts have no such reading', () => expect(sounds('محمد')).toEqual([]));
