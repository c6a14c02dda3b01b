import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptName } from '../../../main/cli/bootstrap/electronRuntime.mjs';
import { isInstalled } from '../../../main/cli/bootstrap/install.mjs';
import { hasDisplay } from '../../../main/cli/bootstrap/start.mjs';
import { unzip } from '../../../main/cli/bootstrap/unzip.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medvault-bootstrap-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function aProject(wanted: object, present: object): boolean {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }));
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: present }));
  return isInstalled(folder, process.execPath);
}

test.each([
  ['the same', { a: { version: '1.0.0', integrity: 'x' } }, { a: { version: '1.0.0', integrity: 'x' } }, true],
  ['another version', { a: { version: '1.0.1', integrity: 'y' } }, { a: { version: '1.0.0', integrity: 'x' } }, false],
  ['another content', { a: { version: '1.0.0', integrity: 'y' } }, { a: { version: '1.0.0', integrity: 'x' } }, false],
  ['one is missing', { a: { version: '1.0.0', integrity: 'x' } }, {}, false],
  ['one for another system is missing', { a: { version: '1.0.0', integrity: 'x', optional: true } }, {}, true],
])('packages are installed again only when they differ from the lockfile: %s', (_name, wanted, present, expected) => {
  expect(aProject(wanted, present)).toBe(expected);
});

test('an emptied checkout is not installed', () => {
  expect(isInstalled(folder, process.execPath)).toBe(false);
});

test('a window needs a display on Linux only', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({}, 'win32')).toBe(true);
});

test('of the registry-only runtime Electron is kept, and nothing of the program that came in it', () => {
  expect(['Cypress/Cypress', 'Cypress/locales/fr.pak', 'Cypress/resources/app/index.js', 'Cypress/'].map(keptName)).toEqual([
    'electron',
    'locales/fr.pak',
    undefined,
    undefined,
  ]);
});

test('an archive is unpacked with contents and permissions', async () => {
  const archive = join(folder, 'a.zip');
  writeFileSync(
    archive,
    aZip([
      { name: 'bin/run', text: 'hello '.repeat(100), mode: 0o755 },
      { name: 'skipped', text: 'x', mode: 0o644 },
    ]),
  );
  await unzip(archive, join(folder, 'out'), (name: string) => (name === 'skipped' ? undefined : name));
  expect(readFileSync(join(folder, 'out/bin/run'), 'utf8')).toBe('hello '.repeat(100));
  expect(statSync(join(folder, 'out/bin/run')).mode & 0o777).toBe(0o755);
  expect(statSync(join(folder, 'out/skipped'), { throwIfNoEntry: false })).toBeUndefined();
});

test('an archive cannot write outside its folder, and a damaged one is refused', async () => {
  const archive = join(folder, 'a.zip');
  writeFileSync(archive, aZip([{ name: '../escaped', text: 'x', mode: 0o644 }]));
  await expect(unzip(archive, join(folder, 'out'), (name: string) => name)).rejects.toThrow('outside its folder');
  writeFileSync(archive, 'not an archive at all, only text');
  await expect(unzip(archive, join(folder, 'out'), (name: string) => name)).rejects.toThrow('not a zip archive');
});

/** A small deflated archive. Source: PKWARE APPNOTE 6.3.10. */
function aZip(files: { name: string; text: string; mode: number }[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, text, mode } of files) {
    const packed = deflateRawSync(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    locals.push(local, Buffer.from(name), packed);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(text.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE((mode << 16) >>> 0, 38);
    entry.writeUInt32LE(at, 42);
    central.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}
