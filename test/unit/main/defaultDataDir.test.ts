import { expect, test } from 'vitest';
import { defaultDataDir } from '../../../main/defaultDataDir.ts';

test.each([
  ['linux', {}, '/home/ama/.local/share/medvault'],
  ['linux', { XDG_DATA_HOME: '/srv/data' }, '/srv/data/medvault'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ama/.local/share/medvault'],
  ['darwin', {}, '/home/ama/Library/Application Support/MedVault'],
] as const)('on %s with %j the records are in %s', (platform, env, expected) => {
  expect(defaultDataDir({ platform, env, home: '/home/ama' })).toBe(expected);
});

test('on Windows they are in the local application data', () => {
  expect(defaultDataDir({ platform: 'win32', env: { LOCALAPPDATA: 'C:\\Users\\Ama\\AppData\\Local' }, home: 'C:\\Users\\Ama' })).toBe(
    'C:\\Users\\Ama\\AppData\\Local\\MedVault',
  );
});
