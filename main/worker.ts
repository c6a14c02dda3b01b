import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where a worker's code is: beside the bundle in dist/main, or the source file when tests and tools run from source. */
export function workerUrl(feature: string, name: string, from: string = import.meta.dirname): URL {
  const bundled = join(from, `${name}.worker.js`);
  return pathToFileURL(existsSync(bundled) ? bundled : join(from, feature, `${name}.worker.ts`));
}
