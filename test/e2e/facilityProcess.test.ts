import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundleEntry } from '../support/bundleEntry.ts';
import { launchApp, temporaryFolder, type LaunchedApp } from '../support/electron.ts';
import { ask, heardStates, heardWords, listenToFacility } from '../support/facilityPage.ts';

// What the installed application does (a utility process) and what a checkout does (a child of the lockfile's Node), with the same life.
describe.each([{ facility: 'utility' }, { facility: 'node' }])('the facility process as $facility', ({ facility }) => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let launched: LaunchedApp;

  beforeEach(async () => {
    folder = await temporaryFolder();
    const entry = await bundleEntry(join(import.meta.dirname, '../fixtures/answeringFacility.ts'), folder.path);
    launched = await launchApp({ dataDir: folder.path, args: ['--facility', facility, '--facility-entry', entry] });
    await listenToFacility(launched.window);
  });
  afterEach(async () => {
    await launched.close();
    await folder.remove();
  });

  test('a window is handed a port to a process of its own, and bytes arrive as bytes', async () => {
    const answer = await launched.window.evaluate(
      () =>
        new Promise((resolve) => {
          const { port } = (window as unknown as { heard: { port: MessagePort } }).heard;
          port.addEventListener('message', ({ data }) =>
            resolve({ bytes: [...data.value.input], pid: data.value.pid, kind: data.value.seat.kind, dataDir: data.value.dataDir }),
          );
          port.postMessage({ id: '1', method: 'test.echo', input: new Uint8Array([1, 2, 255]) });
        }),
    );
    expect(answer).toMatchObject({ bytes: [1, 2, 255], kind: 'window', dataDir: folder.path });
    const mainPid = await launched.app.evaluate(() => process.pid);
    expect((answer as { pid: number }).pid).not.toBe(mainPid);
  });

  test('in a checkout it runs under the Node of the lockfile, in a utility process under that of Electron', async () => {
    const answer = await ask(launched.window, 'test.echo');
    const electronNode = await launched.app.evaluate(() => process.versions.node);
    if (facility === 'node') expect(answer?.value?.['node']).toBe(process.versions.node);
    else expect(answer?.value?.['node']).toBe(electronNode);
  });

  /** The process that answers now; waits for one that has not been seen before. */
  async function aNewProcess(seen: number[]): Promise<number> {
    let pid: number | undefined;
    const isNew = async () => {
      pid = (await ask(launched.window, 'test.echo'))?.value?.['pid'] as number | undefined;
      return pid !== undefined && !seen.includes(pid);
    };
    await expect.poll(isNew, { timeout: 20_000 }).toBe(true);
    return pid!;
  }
  const crash = () =>
    launched.window.evaluate(() =>
      (window as unknown as { heard: { port: MessagePort } }).heard.port.postMessage({ id: 'x', method: 'test.crash', input: {} }),
    );

  test('a crash is told, the process starts again, and the window gets a new port', async () => {
    const before = await aNewProcess([]);
    await crash();
    await aNewProcess([before]);
    const words = await heardWords(launched.window);
    expect(words.slice(words.indexOf('down'))).toEqual(['down', 'port']);
    const states = await heardStates(launched.window);
    expect(states.slice(states.indexOf('down'))).toEqual(['down', 'starting', 'ready']);
  });

  test('a page that is loaded again gets a new port, and the facility hears that the old one is closed', async () => {
    await launched.window.reload();
    await listenToFacility(launched.window);
    expect((await ask(launched.window, 'test.echo', { reloaded: true }))?.value).toMatchObject({ input: { reloaded: true } });
    await expect.poll(() => existsSync(join(folder.path, 'port-closed'))).toBe(true);
  });

  test('closing the application lets the process close in order', async () => {
    await launched.close();
    await expect.poll(() => existsSync(join(folder.path, 'closed-in-order'))).toBe(true);
  });

  test('after five crashes in a minute it gives up and says so', { timeout: 60_000 }, async () => {
    const seen: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      seen.push(await aNewProcess(seen));
      await crash();
    }
    await expect.poll(() => heardStates(launched.window), { timeout: 15_000 }).toContain('given-up');
    await sleep(500);
    expect((await heardStates(launched.window)).at(-1)).toBe('given-up');
  });
});
