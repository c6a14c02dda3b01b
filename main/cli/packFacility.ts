import pino from 'pino';
import { Host } from '../facility/host.ts';
import { answerPackRequest, type PackRequest } from '../knowledge/packs/atFacility.ts';
import { askRunning } from './askRunning.ts';
import type { GivenKey } from './keyFor.ts';
import { settleFolder } from './settleFolder.ts';
import { watchOnStderr } from './watching.ts';

/** The facility that is running on the folder answers; where none is, it is opened for as long as that takes. */
export async function askFacility<T extends object>(dataDir: string, given: GivenKey, request: PackRequest): Promise<T> {
  const asked = given.isExplicit ? undefined : await askRunning(dataDir, request, watchOnStderr());
  if (asked) return asked.value as T;
  settleFolder(dataDir);
  const host = new Host({ dataDir, log: pino({ level: 'silent' }), isAlone: true, ...given.unlock });
  await host.start();
  try {
    return (await answerPackRequest(host.open(), request)) as T;
  } finally {
    await host.close();
  }
}
