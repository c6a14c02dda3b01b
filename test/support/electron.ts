import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { installedElectron } from '../../main/cli/bootstrap/electronRuntime.mjs';
import { sandboxArguments } from '../../main/cli/bootstrap/start.mjs';

export type LaunchedApp = { app: ElectronApplication; window: Page; close: () => Promise<void> };

// Holds the start of the program until Playwright listens; otherwise a window that opens too early is sometimes never seen.
export const playwrightLoader = join(
  dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
  'lib/server/electron/loader.js',
);

/** Opens the built program on a data folder, in a window of 1366 x 768. `loadFirst`: a script that runs in its main process before it. */
export async function launchApp({
  dataDir,
  args = [],
  env = {},
  loadFirst,
}: {
  dataDir: string;
  args?: string[];
  env?: Record<string, string>;
  loadFirst?: string;
}): Promise<LaunchedApp> {
  const electron = installedElectron();
  if (!electron) throw new Error('There is no Electron: run the end-to-end tests through vitest, which fetches it first.');
  // Playwright loads its own part itself into the Electron of the `electron` package; the registry-only one is told to.
  const isRegistryOnly = electron.args.length === 0;
  const app = await _electron.launch({
    ...(isRegistryOnly && { executablePath: electron.executable }),
    args: [
      ...(loadFirst === undefined || isRegistryOnly ? [] : ['-r', loadFirst]),
      ...electron.args,
      ...sandboxArguments(),
      '--disable-gpu',
      '--data',
      dataDir,
      ...args,
    ], // a virtual screen has no graphics card
    env: {
      ...(process.env as Record<string, string>),
      ...(isRegistryOnly && { MEDVAULT_LOAD_FIRST: loadFirst ?? playwrightLoader }),
      ...env,
    },
  });
  const window = await app.firstWindow();
  await window.waitForFunction(() => globalThis.innerWidth > 0); // it is shown when its first picture is ready
  return { app, window, close: () => app.close() };
}

export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'medvault-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}
