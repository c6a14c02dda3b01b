import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { installedElectron } from '../../main/cli/bootstrap/electronRuntime.mjs';
import { sandboxArguments } from '../../main/cli/bootstrap/start.mjs';

export type LaunchedApp = { app: ElectronApplication; window: Page; close: () => Promise<void> };

/** Opens the built program on a data folder, in a window of 1366 x 768. */
export async function launchApp({
  dataDir,
  args = [],
  env = {},
}: {
  dataDir: string;
  args?: string[];
  env?: Record<string, string>;
}): Promise<LaunchedApp> {
  const electron = installedElectron();
  if (!electron) throw new Error('There is no Electron: run the end-to-end tests through vitest, which fetches it first.');
  const app = await _electron.launch({
    executablePath: electron.executable,
    args: [...electron.args, ...sandboxArguments(), '--data', dataDir, ...args],
    env: { ...(process.env as Record<string, string>), ...env },
  });
  const window = await app.firstWindow();
  return { app, window, close: () => app.close() };
}

export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'medvault-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}
