import { expect, test } from 'vitest';
import type { LabResult } from '../../../../preload/contract/laboratory.ts';
import { cumulate } from '../../../../renderer/features/laboratory/cumulate.ts';
import { parseResult } from '../../../../renderer/features/laboratory/parseResult.ts';

test.each([
  ['11.5', 'g/dL', { state: 'read', value: 11.5, unit: 'g/dL' }],
  ['11,5', 'g/dL', { state: 'read', value: 11.5, unit: 'g/dL' }],
  [' 115 g/L ', 'g/dL', { state: 'read', value: 115, unit: 'g/L' }],
  ['115g/L', 'g/dL', { state: 'read', value: 115, unit: 'g/L' }],
  ['5 10*3/uL', '10*9/L', { state: 'read', value: 5, unit: '10*3/uL' }],
  ['11 .5', 'g/dL', { state: 'read', unit: '.5' }], // the facility refuses the unit
  ['', 'g/dL', { state: 'empty' }],
  ['<0.5', 'g/dL', { state: 'wrong' }],
  ['1.2.3', 'g/dL', { state: 'wrong' }],
  ['positive', '{presence}', { state: 'read', value: 1 }],
  ['pos', '{presence}', { state: 'wrong' }],
])('%j with the usual unit %j', (text, unit, expected) => {
  expect(parseResult(text, unit)).toMatchObject(expected);
});

const result = (name: string, day: number, value: number): LabResult => ({
  observationId: `${name}${day}`,
  loinc: name,
  name,
  value,
  unit: 'g/dL',
  interpretation: '',
  referenceLow: null,
  referenceHigh: null,
  effectiveAt: `2026-11-${day}T08:00:00.000Z`,
  status: 'final',
});

test('newest specimens become columns; a test that was not done then leaves its cell empty; the plot gets all, oldest first', () => {
  const { columns, rows } = cumulate([result('b', 20, 3), result('a', 20, 2), result('b', 18, 1), result('b', 10, 9)], 2);
  expect(columns.map((at) => at.slice(8, 10))).toEqual(['20', '18']);
  expect(rows.map(({ name, cells }) => [name, ...cells.map((cell) => cell?.value)])).toEqual([
    ['a', 2, undefined],
    ['b', 3, 1],
  ]);
  expect(rows[1]?.all.map(({ value }) => value)).toEqual([9, 1, 3]);
});
