import { expect, test } from 'vitest';
import { decide } from '../../../../main/stockTakes/decide.ts';

const at = (round: number, quantity: number, book: number) => ({ round, quantity, book });

test.each([
  ['nobody counted', [], 1, false, 'uncounted', null],
  ['one counter', [at(1, 98, 100)], 1, false, 'decided', -2],
  ['one counter, the past changed since', [at(1, 98, 100)], 1, true, 'uncounted', null],
  ['the second is missing', [at(1, 98, 100)], 2, false, 'second', null],
  ['the first is missing', [at(2, 98, 100)], 2, false, 'uncounted', null],
  ['two agree', [at(1, 98, 100), at(2, 98, 100)], 2, false, 'decided', -2],
  ['two agree although ten went out between them', [at(1, 98, 100), at(2, 88, 90)], 2, false, 'decided', -2],
  [
    'two see the same number although ten went out between them: one of them is wrong',
    [at(1, 98, 100), at(2, 98, 90)],
    2,
    false,
    'third',
    null,
  ],
  ['two differ', [at(1, 98, 100), at(2, 97, 100)], 2, false, 'third', null],
  ['the third decides', [at(1, 98, 100), at(2, 97, 100), at(3, 97, 100)], 2, false, 'decided', -3],
  ['two agree, the past changed since', [at(1, 98, 100), at(2, 98, 100)], 2, true, 'third', null],
] as const)('%s', (_name, counts, counters, needsRecount, state, variance) => {
  expect(decide(counts, counters, needsRecount)).toMatchObject({ state, variance });
});
