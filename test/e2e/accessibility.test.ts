import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { routes } from '../../renderer/features/routes.tsx';
import { launchApp, type LaunchedApp, temporaryFolder } from '../support/electron.ts';
import { framePage, seriousFaults } from './pages/frame.ts';
import { tour } from './pages/tour.ts';

// Every route, by who works there, light and dark: no serious fault for those who can't see it.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let launched: LaunchedApp;
let window: Page;
let frame: ReturnType<typeof framePage>;
const seen = new Set<string>();

beforeAll(async () => {
  folder = await temporaryFolder();
  launched = await launchApp({ dataDir: join(folder.path, 'data') });
  window = launched.window;
  window.setDefaultTimeout(15_000);
  await window.emulateMedia({ reducedMotion: 'reduce' }); // a colour on its way is no colour to judge
  frame = framePage(window);
  await frame.exploreDemo();
}, 90_000);
afterAll(async () => {
  await launched.close();
  await folder.remove();
});

const go = async (path: string) => {
  await window.evaluate((to) => void (location.hash = to), path);
  await frame.settled();
};

test.each(tour)(
  'what $username sees',
  async ({ username, stops }) => {
    const other = window.getByRole('button', { name: 'Sign in as somebody else' });
    await window.getByLabel('User name').or(other).first().waitFor();
    if (await other.isVisible()) await other.click();
    await frame.signIn(username);
    onTestFinished(() => window.keyboard.press('Control+l'));
    const faults: Record<string, string[]> = {};
    for (const stop of stops) {
      await stop.open(go, window);
      await frame.settled();
      seen.add(new URL(window.url()).hash.slice(1));
      for (const theme of ['light', 'dark']) {
        await window.emulateMedia({ colorScheme: theme as 'light' });
        await expect.poll(() => window.locator('html').getAttribute('data-mantine-color-scheme')).toBe(theme);
        const found = await seriousFaults(window);
        if (found.length > 0) faults[`${stop.name}, ${theme}`] = found;
      }
    }
    expect(faults).toEqual({});
  },
  300_000,
);

test('no route was left out', () => {
  const matches = (path: string) => {
    const pattern = new RegExp(`^${path.replaceAll(/\/:\w+\?/g, '(/[^/]+)?').replaceAll(/:\w+/g, '[^/]+')}$`);
    return [...seen].some((hash) => pattern.test(hash));
  };
  expect(routes.map(({ path }) => path).filter((path) => !matches(path))).toEqual([]);
});
