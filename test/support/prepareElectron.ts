import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { ensureBuilt } from '../../main/cli/bootstrap/build.mjs';
import { ensureElectron } from '../../main/cli/bootstrap/electronRuntime.mjs';
import { ensureSystemLibraries } from '../../main/cli/bootstrap/systemLibraries.mjs';

/** Once before the end-to-end tests: the program as it is now, an Electron, and a screen that nobody has to look at, larger than the window. */
export default async function prepareElectron(): Promise<() => void> {
  await ensureSystemLibraries({ forTests: true });
  await ensureElectron();
  await ensureBuilt();
  if (process.platform !== 'linux') return () => {};
  const screen = await startScreen();
  return () => void screen.kill();
}

async function startScreen(): Promise<ChildProcess> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [display] = (await once(screen.stdio[3] as Readable, 'data')) as [Buffer];
  process.env['DISPLAY'] = `:${display.toString().trim()}`;
  delete process.env['WAYLAND_DISPLAY'];
  return screen;
}
