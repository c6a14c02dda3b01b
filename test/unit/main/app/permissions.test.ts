import { expect, test } from 'vitest';
import { isOwnAddress, isPermitted } from '../../../../main/app/permissions.ts';

test.each([
  [{ permission: 'media', origin: 'app://medvault', media: ['video'] }, true],
  [{ permission: 'media', origin: 'app://medvault/', media: ['video'] }, true],
  [{ permission: 'media', origin: 'app://medvault', media: ['video', 'audio'] }, false],
  [{ permission: 'media', origin: 'app://medvault', media: [] }, false],
  [{ permission: 'media', origin: 'app://elsewhere', media: ['video'] }, false],
  [{ permission: 'media', origin: 'https://medvault', media: ['video'] }, false],
  [{ permission: 'geolocation', origin: 'app://medvault', media: [] }, false],
  [{ permission: 'notifications', origin: 'app://medvault', media: ['video'] }, false],
])('%j: %s', (question, expected) => {
  expect(isPermitted(question)).toBe(expected);
});

test.each([
  ['app://medvault/index.html', true],
  ['blob:app://medvault/1', true],
  ['data:image/png;base64,', true],
  ['http://127.0.0.1/', false],
  ['https://example.org/', false],
  ['file:///etc/passwd', false],
  ['ws://127.0.0.1/', false],
])('a window may load %s: %s', (address, expected) => {
  expect(isOwnAddress(address)).toBe(expected);
});
