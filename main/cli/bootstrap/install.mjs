import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { capture } from './child.mjs';
import { isWindows, nodeBinary, root } from './paths.mjs';
import { step } from './say.mjs';

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** npm writes node_modules/.package-lock.json when an installation is complete: it is compared with the lockfile, package by package. */
export function isInstalled(folder = root, binary = nodeBinary) {
  const kept = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(kept) || !existsSync(binary)) return false;
  const wanted = readJson(join(folder, 'package-lock.json')).packages;
  const present = readJson(kept).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = present[path];
    return found ? found.version === entry.version && found.integrity === entry.integrity : entry.optional === true;
  });
}

export async function ensureInstalled() {
  if (isInstalled()) return;
  // Windows cannot delete the Node that is running from node_modules; `install` changes only what differs.
  const verb = isWindows && process.execPath.startsWith(join(root, 'node_modules')) ? 'install' : 'ci';
  await step('Installing the packages of package-lock.json (once, about a minute)', async () => {
    const { code, output } = await capture('npm', [verb, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      env: outsideEnvironment(),
      shell: isWindows,
    });
    if (code !== 0) throw new Error(`npm ${verb} failed. Is a package registry reachable? npm said:\n${output.trim()}`);
    if (!isInstalled())
      throw new Error(`npm ${verb} ended, but node_modules does not match package-lock.json. Delete node_modules and try again.`);
  });
}

/** npm itself runs on the machine's Node: the one in node_modules is about to be replaced. */
function outsideEnvironment() {
  const inside = join(root, 'node_modules') + sep;
  const path = (process.env.PATH ?? process.env.Path ?? '').split(delimiter).filter((folder) => !(folder + sep).startsWith(inside));
  const { npm_config_local_prefix: _prefix, npm_lifecycle_event: _event, ...env } = process.env;
  return { ...env, PATH: path.join(delimiter) };
}
