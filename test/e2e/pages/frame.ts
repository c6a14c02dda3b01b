import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { demoPassword } from '../../../preload/contract/facility.ts';

const screenshots = join(import.meta.dirname, '..', 'screenshots');

/** What axe holds against the page: serious and critical, with the first place of each. */
export async function seriousFaults(window: Page): Promise<string[]> {
  await window.evaluate(axe.source);
  return window.evaluate(async () => {
    const { axe: inPage } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    return (await inPage.run()).violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

/** What stands around every screen. */
export function framePage(window: Page) {
  return {
    exploreDemo: async () => {
      await window.getByRole('button', { name: 'Explore the demo clinic' }).click();
      await window.getByLabel('User name').waitFor({ timeout: 60_000 });
    },
    signIn: async (username: string) => {
      await window.getByLabel('User name').fill(username);
      await window.getByLabel('Password', { exact: true }).fill(demoPassword);
      await window.getByRole('button', { name: 'Sign in', exact: true }).click();
      await window.getByRole('link', { name: 'Today' }).waitFor();
    },
    open: async (name: string) => {
      await window.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name, exact: true }).click();
    },
    /** What is being read has arrived. */
    settled: async () => {
      await expect.poll(() => window.locator('main .mv-skel').count(), { timeout: 15_000 }).toBe(0);
    },
    truth: () => window.getByRole('status', { name: 'Line of truth' }),
    /** A picture for people to look through, and no serious fault for those who can't see it. */
    look: async (name: string) => {
      mkdirSync(screenshots, { recursive: true });
      await window.screenshot({ path: join(screenshots, `${name}.png`) });
      const faults = await seriousFaults(window);
      expect(faults, name).toEqual([]);
    },
  };
}
