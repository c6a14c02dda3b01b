import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
type Package = { dependencies: Record<string, string>; devDependencies: Record<string, string>; overrides: Record<string, string> };
type Lockfile = {
  packages: Record<
    string,
    { version?: string; resolved?: string; integrity?: string; link?: boolean; inBundle?: boolean; hasInstallScript?: boolean }
  >;
};
const readJson = <T>(file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as T;
const wanted = readJson<Package>('package.json');
const { packages } = readJson<Lockfile>('package-lock.json');

test('the lockfile names no registry, so that it installs from any', () => {
  expect(readFileSync(join(root, '.npmrc'), 'utf8')).toContain('omit-lockfile-registry-resolved=true');
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test('every package is pinned by its hash', () => {
  const unpinned = Object.entries(packages).filter(([path, entry]) => path !== '' && !entry.link && !entry.inBundle && !entry.integrity);
  expect(unpinned.map(([path]) => path)).toEqual([]);
});

test('every version is exact, and the lockfile has that version', () => {
  const all = Object.entries({ ...wanted.dependencies, ...wanted.devDependencies });
  for (const [name, given] of all) {
    const version = given.replace(/^npm:.*@/, '');
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
  }
});

test('the database is the encrypted one', () => {
  expect(wanted.dependencies['better-sqlite3']).toMatch(/^npm:better-sqlite3-multiple-ciphers@/);
});

test('what may run when it is installed is named', () => {
  const { allowScripts } = readJson<{ allowScripts: Record<string, boolean> }>('package.json');
  const scripted = Object.entries(packages).filter(
    ([path, entry]) => path !== '' && entry.hasInstallScript && !(entry as { optional?: boolean }).optional,
  );
  const unnamed = scripted.map(([path]) => path.replace(/^.*node_modules\//, '')).filter((name) => !(name in allowScripts));
  expect(unnamed).toEqual([]);
});
