import { expect, test } from 'vitest';
import { proxyFor } from '../../../sync/client/proxy.ts';

const hub = 'wss://hub.example.org/link';
const chosen = { url: 'http://door.clinic:3128', user: '', password: '' };
const inEnvironment = { url: 'http://proxy.example:3128', user: '', password: '' };
const environment = { HTTPS_PROXY: 'http://proxy.example:3128' };

test('what people chose goes before the environment; without either the hub is reached directly', () => {
  expect(proxyFor(hub, null, {})).toBeNull();
  expect(proxyFor(hub, null, environment)).toEqual(inEnvironment);
  expect(proxyFor(hub, chosen, { ...environment, NO_PROXY: '*' })).toEqual(chosen);
});

test('a hub on this computer is never reached through a proxy', () => {
  for (const host of ['127.0.0.1:8787', '127.1.2.3', 'localhost:1', '[::1]:8787']) {
    expect(
      proxyFor(`ws://${host}/link`, chosen, { ...environment, HTTP_PROXY: 'http://proxy.example', ALL_PROXY: 'http://proxy.example' }),
    ).toBeNull();
  }
});

test.each([
  [{ https_proxy: 'http://lower:1', HTTPS_PROXY: 'http://upper:1' }, 'http://lower:1'],
  [{ HTTP_PROXY: 'http://plain:1' }, null],
  [{ ALL_PROXY: 'http://all:1' }, 'http://all:1'],
  [{ all_proxy: 'all:8080' }, 'http://all:8080'],
  [{ HTTPS_PROXY: 'https://secure/' }, 'https://secure'],
  [{ HTTPS_PROXY: '', ALL_PROXY: 'http://all:1' }, 'http://all:1'],
  [{ HTTPS_PROXY: 'socks5://socks:1080' }, null],
  [{ HTTPS_PROXY: 'http://' }, null],
])('the environment %o leads to %s', (given: Record<string, string>, url) => {
  expect(proxyFor(hub, null, given)?.url ?? null).toBe(url);
});

test('user and password stand in the address as every tool takes them', () => {
  expect(proxyFor(hub, null, { HTTPS_PROXY: 'http://clin%40ic:p%3Aw@proxy.example:3128' })).toEqual({
    url: 'http://proxy.example:3128',
    user: 'clin@ic',
    password: 'p:w',
  });
});

test.each([
  ['hub.example.org', true],
  ['example.org', true],
  ['.example.org', true],
  ['*.example.org', true],
  ['other.net, EXAMPLE.ORG', true],
  ['other.net example.org:443', true],
  ['*', true],
  ['example.org:8443', false],
  ['ample.org', false],
  ['hub.example', false],
  ['', false],
])('NO_PROXY=%s keeps hub.example.org from the proxy: %s', (list, isKept) => {
  expect(proxyFor(hub, null, { ...environment, NO_PROXY: list }) === null).toBe(isKept);
});
