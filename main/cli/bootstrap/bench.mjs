import { join } from 'node:path';
import { handOver } from './child.mjs';
import { nodeBinary, root } from './paths.mjs';

/** Benchmarks run from source: Node 24 reads TypeScript. */
export const run = (args) => handOver(nodeBinary, [join(root, 'test', 'bench', 'index.ts'), ...args], { cwd: root });
