import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../main/app/contentSecurityPolicy.ts';
import { bundleEntry } from '../support/bundleEntry.ts';
import { launchApp, temporaryFolder, type LaunchedApp } from '../support/electron.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let launched: LaunchedApp;

beforeAll(async () => {
  folder = await temporaryFolder();
  const entry = await bundleEntry(join(import.meta.dirname, '../fixtures/answeringFacility.ts'), folder.path);
  launched = await launchApp({ dataDir: folder.path, args: ['--facility-entry', entry] });
});
afterAll(async () => {
  await launched.close();
  await folder.remove();
});

test('the window is as large as a small screen and shows the program from its own scheme', async () => {
  expect(launched.window.url()).toMatch(/^app:\/\/medvault\/index\.html/);
  expect(await launched.window.evaluate(() => [window.innerWidth, window.innerHeight])).toEqual([1366, 768]);
  expect(await launched.window.title()).toBe('MedVault');
});

test('the content security policy is the one that is written down, and it holds', async () => {
  const header = await launched.window.evaluate(async () => (await fetch('/index.html')).headers.get('content-security-policy'));
  expect(header).toBe(contentSecurityPolicy);
  const ran = await launched.window.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    return 'inlineRan' in window;
  });
  expect(ran).toBe(false);
});

test('a page has no Node and sees only the bridge', async () => {
  const seen = await launched.window.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in window),
    bridge: Object.keys((window as unknown as { medvault: object }).medvault).toSorted(),
  }));
  expect(seen).toEqual({ node: [], bridge: ['onFacilityState', 'platform', 'savePdf', 'seat'] });
});

test('it runs sandboxed and isolated', async () => {
  const preferences = await launched.app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    return (webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
});

test('no address on a network is reached, not even on this computer', async () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.setHeader('access-control-allow-origin', '*').end('x');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const results = await launched.window.evaluate(async (url) => {
    const reached = await fetch(url).then(
      () => 'reached',
      () => 'refused',
    );
    const image = new Image();
    const shown = new Promise((resolve) => {
      image.onload = () => resolve('reached');
      image.onerror = () => resolve('refused');
    });
    image.src = url;
    return [reached, await shown];
  }, address);
  // Past the policy of the page: the application itself asks with the session of its windows.
  const asked = await launched.app.evaluate(async ({ BrowserWindow }, url) => {
    const { session } = BrowserWindow.getAllWindows()[0]!.webContents;
    return session.fetch(url).then(
      () => 'reached',
      () => 'refused',
    );
  }, address);
  server.close();
  expect([...results, asked, requests]).toEqual(['refused', 'refused', 'refused', 0]);
});

test('it stays where it is: no navigation, no second window', async () => {
  const opened = await launched.window.evaluate(() => window.open('app://medvault/index.html') === null);
  expect(opened).toBe(true);
  await launched.window.evaluate(() => {
    window.location.href = 'data:text/html,elsewhere';
  });
  await launched.window.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
  expect(launched.window.url()).toMatch(/^app:\/\/medvault\//);
  expect(launched.app.windows()).toHaveLength(1);
});

test('no permission but the picture of the camera', async () => {
  const states = await launched.window.evaluate(async () => {
    const state = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
    return {
      camera: await state('camera'),
      microphone: await state('microphone'),
      geolocation: await state('geolocation'),
      notifications: await state('notifications'),
    };
  });
  expect(states).toEqual({ camera: 'granted', microphone: 'denied', geolocation: 'denied', notifications: 'denied' });
});

test('nothing outside the screens is served', async () => {
  const statuses = await launched.window.evaluate(() =>
    Promise.all(['/%2e%2e/main/app.js', '/..%2fmain%2fapp.js', '/nothing.js'].map(async (path) => (await fetch(path)).status)),
  );
  expect(statuses).toEqual([404, 404, 404]);
});

test('only a document, a list or a record can be saved through the bridge', async () => {
  const refused = await launched.window.evaluate(() =>
    (window as unknown as { medvault: { savePdf: (bytes: Uint8Array, name: string) => Promise<boolean> } }).medvault
      .savePdf(new TextEncoder().encode('#!/bin/sh'), 'x.sh')
      .then(
        () => 'saved',
        (error: Error) => error.message,
      ),
  );
  expect(refused).toMatch(/Only a PDF document.* can be saved/);
});

test('a page leaves nothing behind on the disk', async () => {
  await launched.window.evaluate(() => localStorage.setItem('a', 'b'));
  expect(
    await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.session.getStoragePath()),
  ).toBeNull();
  expect(existsSync(join(folder.path, 'window', 'Partitions'))).toBe(false);
});

test('a second start of the same clinic ends at once; the open window stays', async () => {
  const second = await launchApp({ dataDir: folder.path }).then(
    () => 'opened',
    () => 'ended',
  );
  expect(second).toBe('ended');
  expect(launched.app.windows()).toHaveLength(1);
});
