import { ensureBuilt } from './build.mjs';
import { handOver } from './child.mjs';
import { longLived, medvaultEntry, nodeBinary } from './paths.mjs';

/** These show the screens to a browser. */
const withScreens = ['serve', 'hub'];

/** `npm run -s medvault -- SUBCOMMAND ...`: paths in the arguments count from where the user stands. */
export async function run(args) {
  await ensureBuilt(withScreens.includes(args[0]) ? undefined : ['processes']);
  return handOver(nodeBinary, [...longLived, medvaultEntry, ...args], { cwd: process.env.INIT_CWD ?? process.cwd() });
}
