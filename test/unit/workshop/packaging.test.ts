import { globSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../../..');
const config = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as {
  npmRebuild: boolean;
  asar: boolean;
  asarUnpack: string[];
  files: string[];
  electronFuses: Record<string, boolean>;
  nsis: Record<string, unknown>;
} & Record<'win' | 'mac' | 'linux', { target: { target: string; arch: string[] }[]; files: string[] }>;
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { main: string; dependencies: Record<string, string> };

test('each system gets what its users know', () => {
  const targets = (system: 'win' | 'mac' | 'linux') => config[system].target.map(({ target }) => target);
  expect({ win: targets('win'), mac: targets('mac'), linux: targets('linux') }).toEqual({
    win: ['nsis'],
    mac: ['dmg'],
    linux: ['AppImage', 'deb'],
  });
});

test('the fuses leave no other way into the program', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('native modules are shipped as they came, outside the archive', () => {
  expect(config.npmRebuild).toBe(false);
  expect(config.asar).toBe(true);
  expect(config.asarUnpack).toEqual(expect.arrayContaining(['**/*.node', '**/*.wasm']));
});

test('removing the program leaves the records', () => {
  expect(config.nsis['deleteAppDataOnUninstall']).toBe(false);
});

const isShipped = (file: string, system: 'win' | 'mac' | 'linux') =>
  [...config.files, ...config[system].files].reduce((kept, pattern) => {
    const isLeftOut = pattern.startsWith('!');
    return matchesGlob(file, isLeftOut ? pattern.slice(1) : pattern) ? !isLeftOut : kept;
  }, false);

test('what the program reads is shipped, what made it is not', () => {
  const shipped = [
    manifest.main,
    'dist/preload/index.cjs',
    'dist/renderer/index.html',
    'resources/README.md',
    'LICENSE',
    'NOTICE',
    'package.json',
  ];
  const left = [
    'main/app/index.ts',
    'test/e2e/window.test.ts',
    '.cache/electron-33.2.1/electron',
    'resources/build/knowledge.ts',
    'electron-builder.yml',
  ];
  expect(shipped.filter((file) => !isShipped(file, 'linux'))).toEqual([]);
  expect(left.filter((file) => isShipped(file, 'linux'))).toEqual([]);
});

// electron-builder adds the production packages; the exclusions must leave the binary of the system itself, and only that.
test.each([
  ['win', 'win32'],
  ['mac', 'darwin'],
  ['linux', 'linux'],
] as const)('for %s only the database binaries of that system are shipped', (system, platform) => {
  const binaries = globSync('node_modules/better-sqlite3/prebuilds/*.node', { cwd: root });
  const exclusions = config[system].files.map((pattern) => pattern.slice(1));
  const kept = binaries.filter((file) => !exclusions.some((pattern) => matchesGlob(file, pattern)));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThan(binaries.length);
  expect(kept.every((file) => file.includes(`/${platform}`))).toBe(true);
});
