import { handOver } from './child.mjs';
import { nodeBinary, root, toolScript } from './paths.mjs';
import { ensureSystemLibraries } from './systemLibraries.mjs';

/** Real processes, killed in turn on bad lines: `npm run chaos -- 60` for so many seconds. */
export async function run([seconds = '60', ...args]) {
  await ensureSystemLibraries({ withScreen: true });
  const env = { ...process.env, MEDVAULT_CHAOS_SECONDS: seconds };
  return handOver(nodeBinary, [toolScript('vitest', 'vitest.mjs'), 'run', '--project=chaos', '--reporter=verbose', ...args], {
    cwd: root,
    env,
  });
}
