import type { Watch } from '../backup/files.ts';

const words = { copy: 'copying the database', check: 'checking it', write: 'writing', verify: 'reading it back' } as const;

/** Progress on standard error, a line a step; Ctrl+C ends the process, and what it had written has no name of a backup. */
export function watchOnStderr(): Watch {
  let told = '';
  return {
    isCancelled: () => false,
    step: (step) => {
      if (told === step) return;
      told = step;
      process.stderr.write(`${words[step]} ...\n`);
    },
  };
}
