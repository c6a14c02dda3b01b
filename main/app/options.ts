import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDir } from '../defaultDataDir.ts';

export type Options = {
  dataDir: string;
  /** `node`: a child of the lockfile's Node; `utility`: Electron's own utility process. */
  facility: 'node' | 'utility';
  /** Another entry for the facility process, for tests of this launcher. */
  facilityEntry: string | undefined;
};

/**
 * What the command line asks for. Chromium's own switches stand on the same line and are not ours to judge.
 * The installed application always uses its own facility in a utility process, whatever the command line says.
 */
export function readOptions(argv: readonly string[], isPackaged: boolean): Options {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      data: { type: 'string' },
      facility: { type: 'string' },
      'facility-entry': { type: 'string' },
    },
  });
  const dataDir = text(values.data);
  return {
    dataDir: dataDir === undefined ? defaultDataDir() : resolve(dataDir),
    facility: isPackaged || values.facility === 'utility' ? 'utility' : 'node',
    facilityEntry: isPackaged ? undefined : text(values['facility-entry']),
  };
}

const text = (value: string | boolean | undefined) => (typeof value === 'string' && value !== '' ? value : undefined);
