// @vitest-environment happy-dom
import { cleanup, fireEvent, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { visitKeys } from '../../../../renderer/features/encounters/visitKeys.ts';
import { useFrameKeys } from '../../../../renderer/features/frame/keys.ts';
import { routes } from '../../../../renderer/features/routes.tsx';

vi.mock('../../../../renderer/lib/session.ts', () => ({ useCan: () => () => true, lockSession: vi.fn() }));

const onRail = routes.flatMap((route) => (route.rail ? [route.rail] : []));
const keys = onRail.map(({ goKey }) => goKey);

beforeEach(cleanup);

test('no two places share a key, whoever may see them and in whatever language; each is one letter that nothing else uses', () => {
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  for (const key of keys) expect(key).toMatch(/^[a-z]$/);
  expect(new Set(Object.values(visitKeys)).size).toBe(Object.values(visitKeys).length);
});

test.each(onRail.map(({ goKey, href }) => [goKey, href]))('g %s leads to %s', (key, href) => {
  globalThis.history.replaceState(null, '', href === '/' ? '/patients' : '/');
  renderHook(() => useFrameKeys(vi.fn()));
  fireEvent.keyDown(document.body, { key: 'g' });
  fireEvent.keyDown(document.body, { key });
  expect(globalThis.location.pathname).toBe(href);
});

test('a letter without g before it leads nowhere', () => {
  globalThis.history.replaceState(null, '', '/patients');
  renderHook(() => useFrameKeys(vi.fn()));
  for (const key of keys.filter((one) => one !== 'g')) fireEvent.keyDown(document.body, { key });
  expect(globalThis.location.pathname).toBe('/patients');
});
