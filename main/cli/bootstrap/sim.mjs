import { join } from 'node:path';
import { handOver } from './child.mjs';
import { nodeBinary, root } from './paths.mjs';

/** The simulation of facilities and hub, from source. */
export const run = (args) => handOver(nodeBinary, [join(root, 'test', 'sim', 'index.ts'), ...args], { cwd: root });
