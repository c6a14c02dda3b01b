import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from './child.mjs';
import { step } from './say.mjs';

/** What the window needs on Linux: a shared object and the package that holds it (Debian 12, then Ubuntu 24.04's new name). */
const windowLibraries = [
  ['libgtk-3.so.0', 'libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3.so', 'libnss3'],
  ['libasound.so.2', 'libasound2', 'libasound2t64'],
  ['libgbm.so.1', 'libgbm1'],
  ['libXss.so.1', 'libxss1'],
  ['libdrm.so.2', 'libdrm2'],
  ['libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  ['libatspi.so.0', 'libatspi2.0-0', 'libatspi2.0-0t64'],
  ['libcups.so.2', 'libcups2', 'libcups2t64'],
  ['libxkbcommon.so.0', 'libxkbcommon0'],
  ['libXcomposite.so.1', 'libxcomposite1'],
  ['libXdamage.so.1', 'libxdamage1'],
  ['libXrandr.so.2', 'libxrandr2'],
  ['libXtst.so.6', 'libxtst6'],
  ['libnotify.so.4', 'libnotify4'],
  ['libsecret-1.so.0', 'libsecret-1-0'],
];
/**
 * Programs that the tests need: to show windows without a screen, to keep a key in a real keyring, and to run nodes of a hub on a real
 * database behind a real balancer. Their packages are Debian 12's first.
 */
const testPrograms = [
  ['Xvfb', 'xvfb'],
  ['xauth', 'xauth'],
  ['dbus-daemon', 'dbus'],
  ['gnome-keyring-daemon', 'gnome-keyring'],
  ['initdb', 'postgresql-15', 'postgresql-16', 'postgresql'],
  ['redis-server', 'redis-server'],
  ['haproxy', 'haproxy'],
];

export async function ensureSystemLibraries({ forTests }) {
  if (process.platform !== 'linux') return;
  const missing = await missingPackages(forTests);
  if (missing.length === 0) return;
  const isDebian = existsSync('/usr/bin/apt-get');
  if (!isDebian || process.getuid?.() !== 0) throw new Error(advice(missing, isDebian));
  await step(
    `Installing system libraries that the window${forTests ? ' and the tests need' : ' needs'}: ${missing.map(([first]) => first).join(', ')}`,
    () => aptInstall(missing),
  );
  const left = await missingPackages(forTests);
  if (left.length > 0) throw new Error(advice(left, true));
}

async function missingPackages(forTests) {
  const { output } = await capture(existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig', ['-p']);
  const libraries = windowLibraries.filter(([file]) => !output.includes(`${file} `)).map(([, ...packages]) => packages);
  const programs = forTests ? testPrograms.filter(([program]) => !isThere(program)).map(([, ...packages]) => packages) : [];
  return [...libraries, ...programs];
}

/** Debian keeps PostgreSQL's programs out of the path, in a folder a version, and HAProxy out of the path of whoever is not root. */
function isThere(program) {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : [];
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', ...versions].some((folder) => existsSync(join(folder, program)));
}

async function aptInstall(missing) {
  // At that runlevel no service is started: the tests start their own servers, on free ports.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const update = await capture('apt-get', ['update', '-q'], { env });
  if (update.code !== 0) throw new Error(`apt-get update failed:\n${update.output.trim()}`);
  const names = await Promise.all(missing.map((packages) => firstKnown(packages)));
  const install = await capture('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env });
  if (install.code !== 0) throw new Error(`apt-get install failed:\n${install.output.trim().split('\n').slice(-15).join('\n')}`);
}

async function firstKnown(packages) {
  for (const name of packages) {
    const { output } = await capture('apt-cache', ['policy', name]);
    if (/Candidate: (?!\(none\))/.test(output)) return name;
  }
  return packages[0];
}

function advice(missing, isDebian) {
  const names = missing.map(([first]) => first).join(' ');
  return isDebian
    ? `System libraries are missing. Install them, then try again:\n  sudo apt-get update && sudo apt-get install -y ${names}`
    : `System libraries are missing. Install what your distribution calls: ${names} (Debian's names), then try again.`;
}
