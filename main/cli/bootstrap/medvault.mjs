import { ensureBuilt } from './build.mjs';
import { handOver } from './child.mjs';
import { medvaultEntry, nodeBinary } from './paths.mjs';

/** `npm run -s medvault -- SUBCOMMAND ...`: paths in the arguments count from where the user stands. */
export async function run(args) {
  await ensureBuilt();
  return handOver(nodeBinary, [medvaultEntry, ...args], { cwd: process.env.INIT_CWD ?? process.cwd() });
}
