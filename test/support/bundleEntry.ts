import { join } from 'node:path';
import { build } from 'vite';

/** Bundles one TypeScript file into one that any Node runs, as the build does with the program's own entries. @returns its path */
export async function bundleEntry(source: string, folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: source,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'entry.mjs' } },
    },
  });
  return join(folder, 'entry.mjs');
}
