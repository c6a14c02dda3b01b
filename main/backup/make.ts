import { makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import type { Host } from '../facility/host.ts';
import { readKeys } from '../security/keys.ts';
import { deskOf, lastGoodAt, plannedFolder } from './desk.ts';
import { assertWholePath } from './places.ts';

/** @throws 'backup.busy' */
export const beginBackup: HostHandler<'backups.make'> = async (host, seat, { folder }) => {
  const facility = host.open();
  assertWholePath(folder);
  deskOf(facility).begin(makeContext(facility, seat), databaseKeyOf(host), folder);
  return { started: true };
};

export const cancelBackup: HostHandler<'backups.cancel'> = async (host) => {
  await deskOf(host.open()).cancel();
  return {};
};

const dayMs = 86_400_000;
const job = { id: 'jobs', kind: 'command', user: null } as const;

/** Once a day into the planned folder; the demo clinic's people are invented and need none. */
export async function backUpDaily(host: Host): Promise<void> {
  const facility = host.open();
  const last = lastGoodAt(facility);
  const isDue = last === null || Date.parse(facility.now()) - Date.parse(last) >= dayMs;
  if (facility.self.is_demo === 1 || !isDue || deskOf(facility).progress) return;
  const ctx = { ...makeContext(facility, job), actor: { kind: 'job', id: 'daily backup' } as const };
  await deskOf(facility).begin(ctx, databaseKeyOf(host), plannedFolder(facility)).ended;
}

/** Read again from the key's own place: it stays in memory only as long as it is needed. */
export function databaseKeyOf(host: Host): Buffer {
  return readKeys(host.options.dataDir, host.unlock).databaseKey;
}
