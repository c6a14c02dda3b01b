import { join } from 'node:path';
import { AppError } from '../../preload/contract/errors.ts';
import { makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { assertFreshProof } from '../security/proof.ts';
import { readSeats } from '../seats/carryOver.ts';
import { deskOf } from './desk.ts';
import { inWorker } from './inWorker.ts';
import { readManifest } from './manifest.ts';
import { nextLetter } from './stageRestore.ts';
import { commitRestore } from './swap.ts';
import { keyOfBackup } from './verify.ts';
import { countRows } from './writeBackup.ts';

/** What people would miss, in the order they would look for it. */
const told = [
  'patient',
  'encounter',
  'observation',
  'medication_request',
  'medication_dispense',
  'stock_movement',
  'appointment',
  'user_account',
];

/** @throws 'backup.not_found', 'backup.damaged', 'backup.other_facility' */
export const previewRestore: HostHandler<'backups.preview'> = async (host, _seat, { folder, name }) => {
  const facility = host.open();
  const backup = join(folder, name);
  const manifest = readManifest(backup);
  const { id: facilityId, epoch_letter: epochLetter } = facility.self;
  if (manifest.facilityId !== facilityId) throw new AppError('backup.other_facility', { code: manifest.code, facility: manifest.facility });
  const [now, lines] = await facility.exclusive(() => [
    countRows(facility.raw),
    facility.raw.prepare('SELECT coalesce(max(seq), 0) FROM audit_event').pluck().get() as number,
  ]);
  return {
    at: manifest.at,
    facility: manifest.facility,
    code: manifest.code,
    counts: told.map((table) => ({ table, then: manifest.rows[table] ?? 0, now: now[table] ?? 0 })),
    newerLines: Math.max(0, lines - manifest.auditRows),
    nextEpochLetter: nextLetter({ backup, dataDir: facility.dataDir, present: { facilityId, epochLetter } }, manifest),
  };
};

/** Stages beside the living files while the clinic still works, then closes, swaps and opens again. Everybody signs in anew. @throws 'auth.proof_needed' */
export const restoreHere: HostHandler<'backups.restore'> = async (host, seat, { folder, name, recoveryKey }) => {
  const facility = host.open();
  assertFreshProof(makeContext(facility, seat));
  if (deskOf(facility).progress) throw new AppError('backup.busy');
  const backup = join(folder, name);
  const { dataDir } = host.options;
  const { id: facilityId, epoch_letter: epochLetter } = facility.self;
  const staged = await inWorker('stage', {
    backup,
    dataDir,
    databaseKey: keyOfBackup(host, backup, recoveryKey),
    unlock: host.unlock,
    present: { facilityId, epochLetter, seats: readSeats(facility.raw) },
    actor: { kind: 'user', id: seat.user?.userId ?? '' },
    at: host.now(),
  }).done;
  await host.whileClosed('restore', async () => commitRestore(dataDir, staged));
  seat.user = null;
  return { epochLetter: staged.epochLetter, aside: staged.aside };
};
