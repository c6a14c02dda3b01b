import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/electron.ts';

const bootstrap = join(import.meta.dirname, '../../main/cli/bootstrap.mjs');

test('without a display, starting prints a link for a browser on this computer, and a signal ends it in order', async () => {
  const folder = await temporaryFolder();
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const started = spawn(process.execPath, [bootstrap, 'start', '--data', folder.path], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const link = await new Promise<string>((resolve, reject) => {
    createInterface({ input: started.stdout }).on('line', (line) => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(line) ?? [];
      if (found) resolve(found);
    });
    started.once('exit', (code) => reject(new Error(`It ended with ${code} before it was ready.`)));
  });
  const page = await fetch(link);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<title>MedVault</title>');
  const ended = once(started, 'exit');
  started.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
  await folder.remove();
});
