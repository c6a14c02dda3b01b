import type { Row } from '../../db/schema/index.ts';
import { backupTooOldDays } from '../../preload/contract/backup.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { dailyKinds } from '../security/keysFile.ts';
import { recoveryKeyMadeAt } from '../security/recoveryWrap.ts';
import { deskOf, lastGoodAt, plannedFolder, readPlan } from './desk.ts';
import { connectedPlaces } from './places.ts';

export const backupStatus: QueryHandler<'backups.status'> = async ({ facility, raw, now }) => {
  const last = raw.prepare('SELECT * FROM backup_run ORDER BY ended_at DESC, id DESC LIMIT 1').get() as Row<'backup_run'> | undefined;
  const good = lastGoodAt(facility);
  const plan = readPlan(facility);
  const oldest = Date.parse(now()) - backupTooOldDays * 86_400_000;
  return {
    lastGoodAt: good,
    isTooOld: Date.parse(good ?? facility.self.created_at) < oldest,
    lastFailure: last?.failure ? { at: last.ended_at, code: last.failure } : null,
    plan: { folder: plannedFolder(facility), isDefaultFolder: plan.folder === '', keep: plan.keep, version: plan.version },
    running: deskOf(facility).progress,
    places: connectedPlaces(),
    recoveryKeyMadeAt: recoveryKeyMadeAt(facility.dataDir),
    dailyKeys: dailyKinds(facility.dataDir),
  };
};
