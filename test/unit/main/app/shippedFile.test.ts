import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shippedFile } from '../../../../main/app/shippedFile.ts';

const folder = join('/', 'opt', 'app', 'dist', 'renderer');

test.each([
  ['app://medvault/', 'index.html'],
  ['app://medvault/index.html#/patients', 'index.html'],
  ['app://medvault/assets/main.js?v=1', join('assets', 'main.js')],
  ['app://medvault/../../../etc/passwd', join('etc', 'passwd')],
])('%s is %s of the screens', (address, file) => {
  expect(shippedFile(folder, address)).toBe(join(folder, file));
});

test.each([
  'app://medvault/%2e%2e%2fmain/app.js',
  'app://medvault/..%2f..%2fmain/app.js',
  'app://medvault/a%00.js',
  'app://medvault/%ff',
  'app://blob/1',
  'file:///etc/passwd',
  'nonsense',
])('%s is nothing', (address) => {
  expect(shippedFile(folder, address)).toBeUndefined();
});
