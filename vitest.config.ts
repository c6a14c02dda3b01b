import { defineConfig } from 'vitest/config';
import { longLived } from './main/cli/bootstrap/paths.mjs';

/** A file name that ends in .test.ts below test/NAME belongs to the project NAME; `vitest run test/unit/FOLDER` runs a part. */
const project = (name: string, more: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], ...more },
});

const screens = ['test/unit/renderer/**/*.test.{ts,tsx}'];
/** The program is read once a worker instead of once a file: a quarter of the time. Screens remember what was looked for, so each file has its own; what starts processes keeps to itself. */
const together = { isolate: false };
const manyRuns = process.env['MEDVAULT_PROPERTY_RUNS'] !== undefined;

export default defineConfig({
  test: {
    setupFiles: manyRuns ? ['test/support/manyRuns.ts'] : [],
    environment: 'node',
    pool: 'forks',
    execArgv: longLived,
    maxWorkers: 2,
    testTimeout: manyRuns ? 3_600_000 : 60_000, // a computer that does other things meanwhile is slow, not wrong
    hookTimeout: 60_000,
    projects: [
      project('unit', { include: ['test/unit/**/*.test.ts'], exclude: screens, ...together }),
      project('screens', { include: screens }),
      project('property', { ...together, testTimeout: manyRuns ? 3_600_000 : 60_000 }),
      project('migrations'),
      project('sync', { testTimeout: 60_000 }),
      project('sim', { testTimeout: 600_000 }),
      project('chaos', { testTimeout: 900_000 }),
      // One window at a time: two Electrons on two cores only make each other late.
      project('e2e', {
        testTimeout: 120_000,
        hookTimeout: 120_000,
        fileParallelism: false,
        globalSetup: 'test/support/prepareElectron.ts',
      }),
    ],
  },
});
