import type fastCheck from 'fast-check';
import { vi } from 'vitest';

/** With MEDVAULT_PROPERTY_RUNS=100 every property is tried a hundred times as often: what fails once in ten thousand runs fails here and not on some later day. */
const times = Number(process.env['MEDVAULT_PROPERTY_RUNS']);
const usually = 100; // fast-check's own number of runs

vi.mock('fast-check', async (original) => {
  const real = (await original<{ default: typeof fastCheck }>()).default;
  const assert: typeof real.assert = ((property: never, settings?: fastCheck.Parameters<unknown>) =>
    real.assert(property, { ...settings, numRuns: (settings?.numRuns ?? usually) * times } as never)) as typeof real.assert;
  return { ...real, assert, default: { ...real, assert } };
});
