import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readOptions } from '../../../../main/app/options.ts';
import { defaultDataDir } from '../../../../main/defaultDataDir.ts';

test('a checkout keeps the facility under the Node of the lockfile', () => {
  expect(readOptions(['--no-sandbox', '--inspect=0', '--data', 'x'], false)).toEqual({
    dataDir: resolve('x'),
    facility: 'node',
    facilityEntry: undefined,
  });
});

test('without --data it is the folder of the user', () => {
  expect(readOptions([], false).dataDir).toBe(defaultDataDir());
  expect(readOptions(['--data='], false).dataDir).toBe(defaultDataDir());
});

test('tests may choose the kind of process and its entry', () => {
  expect(readOptions(['--facility', 'utility', '--facility-entry', '/e.mjs'], false)).toMatchObject({
    facility: 'utility',
    facilityEntry: '/e.mjs',
  });
});

test('the installed application takes no other facility, whatever it is told', () => {
  expect(readOptions(['--facility', 'node', '--facility-entry', '/e.mjs'], true)).toMatchObject({
    facility: 'utility',
    facilityEntry: undefined,
  });
});
