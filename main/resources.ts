import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The built screens, for a browser. */
export const screensDir = (): string => join(resourcesDir(), '..', 'dist', 'renderer');

/** The folder of shipped fact tables, fonts and language data: found upwards from this file, so it holds for source, bundle and packaged app. */
export function resourcesDir(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'resources');
    if (existsSync(join(candidate, 'README.md'))) return candidate;
    if (dirname(folder) === folder) throw new Error('The folder resources/ is missing: the installation is incomplete.');
  }
}
