import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'electron-vite';

const root = import.meta.dirname;

/** The processes and commands, each one file in dist/main; a worker is an entry of its own, so that a bundled worker can be started by path. */
function mainEntries(): Record<string, string> {
  const named = {
    app: 'main/app/index.ts',
    facility: 'main/facility/start.ts',
    hub: 'sync/hub/main.ts',
    medvault: 'main/cli/medvault.ts',
  };
  const workers = globSync('main/**/*.worker.ts', { cwd: root }).map((file) => [basename(file, '.ts'), file] as const);
  return present([...Object.entries(named), ...workers]);
}

const rendererEntries = () => present(Object.entries({ index: 'renderer/index.html', hub: 'renderer/hub/index.html' }));

function present(entries: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(entries.filter(([, file]) => existsSync(join(root, file))).map(([name, file]) => [name, join(root, file)]));
}

/** The bootstrap (main/cli/bootstrap/build.mjs) asks for one half of the build, in a folder that it moves to dist/ when all of it is there. */
const part = process.env['MEDVAULT_BUILD'];
const out = process.env['MEDVAULT_BUILD_FOLDER'] ?? join(root, 'dist');

const main: UserConfig['main'] = {
  build: {
    outDir: join(out, 'main'),
    target: 'node20', // Electron 33, the registry-only runtime, carries Node 20
    emptyOutDir: true,
    rolldownOptions: {
      input: mainEntries(),
      // Flat, so that import.meta.dirname is dist/main in every chunk.
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
    },
  },
};

const preload: UserConfig['preload'] = {
  build: {
    outDir: join(out, 'preload'),
    emptyOutDir: true,
    externalizeDeps: false, // a sandboxed preload can require nothing but electron
    rolldownOptions: {
      input: { index: join(root, 'preload/index.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
};

const renderer: UserConfig['renderer'] = {
  root: join(root, 'renderer'),
  plugins: [react()],
  build: {
    outDir: join(out, 'renderer'),
    emptyOutDir: true,
    target: 'chrome130', // Electron 33
    minify: true, // electron-vite leaves the renderer unminified by default
    assetsInlineLimit: 0, // the content security policy allows no font from a data: URL
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: rendererEntries() },
  },
};

export default defineConfig({
  ...(part !== 'screens' && { main, preload }),
  ...(part !== 'processes' && { renderer }),
});
