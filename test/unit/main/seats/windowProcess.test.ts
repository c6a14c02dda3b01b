import { fork } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connectSecurely } from '../../../../main/seats/connector/connectSecurely.ts';
import { freePort } from '../../../support/sharedClinic.ts';
import { aSharedFolder } from '../../../support/seats/serveOn.ts';

const entry = join(import.meta.dirname, '../../../../main/facility/start.ts');

test('the process under a window shares the facility too, and frees the port when it ends', async () => {
  const port = await freePort();
  const dataDir = await aSharedFolder('Window Clinic', 'correct horse battery 7', port);
  const child = fork(entry, [], { serialization: 'advanced', stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise((resolve) => void child.once('exit', resolve));
  child.send({ t: 'start', dataDir });
  const reach = () =>
    connectSecurely(`127.0.0.1:${port}`, () => true).then(
      (socket) => socket.destroy().destroyed,
      () => false,
    );
  await expect.poll(reach, { timeout: 15_000 }).toBe(true);
  child.send({ t: 'shutdown' });
  expect(await ended).toBe(0);
  expect(await reach()).toBe(false);
});
