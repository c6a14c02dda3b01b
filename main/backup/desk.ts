import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { audit, insert } from '../../db/write.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError, type ErrorCode } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import { type Context, type Facility, inTransaction } from '../facility/context.ts';
import type { Watch } from './files.ts';
import { inWorker, type Running } from './inWorker.ts';
import { listManifests } from './manifest.ts';
import type { BackupMade } from './writeBackup.ts';

type Progress = NonNullable<Output<'backups.status'>['running']>;

/** The one backup that may run at a facility at a time. */
class BackupDesk {
  progress: Progress | null = null;
  #work: Running<BackupMade> | undefined;
  #ended: Promise<void> = Promise.resolve();

  /** Answers once it has begun. @throws 'backup.busy' */
  begin(
    ctx: Context,
    databaseKey: Uint8Array,
    folder: string,
    onStep: Watch['step'] = () => undefined,
  ): { made: Promise<BackupMade>; ended: Promise<void> } {
    if (this.progress) throw new AppError('backup.busy');
    const { facility } = ctx;
    const startedAt = ctx.now();
    this.progress = { step: 'copy', share: 0 };
    this.#work = inWorker('make', { dataDir: facility.dataDir, databaseKey, target: folder, at: startedAt }, (step, share) => {
      this.progress = { step, share };
      onStep(step, share);
      facility.announce(new Set(['backup_run']));
    });
    this.#ended = this.#work.done
      .then(
        (made) => this.#keep(ctx, startedAt, folder, { name: made.name, bytes: made.bytes, failure: null }),
        (error: unknown) => this.#fail(ctx, startedAt, folder, error),
      )
      .catch((error: unknown) => facility.log.error({ err: error }, 'a backup could not be noted'))
      .finally(() => {
        this.progress = null;
        facility.announce(new Set(['backup_run']));
      });
    return { made: this.#work.done, ended: this.#ended };
  }

  async cancel(): Promise<void> {
    this.#work?.cancel();
    await this.#ended;
  }

  async #fail(ctx: Context, startedAt: string, folder: string, error: unknown): Promise<void> {
    const code: ErrorCode = error instanceof AppError ? error.code : 'internal';
    if (code === 'internal') ctx.facility.log.error({ err: error }, 'a backup failed');
    if (code !== 'backup.cancelled') await this.#keep(ctx, startedAt, folder, { name: null, bytes: null, failure: code });
  }

  async #keep(
    ctx: Context,
    startedAt: string,
    folder: string,
    outcome: Pick<Row<'backup_run'>, 'name' | 'bytes' | 'failure'>,
  ): Promise<void> {
    await inTransaction(ctx, (inside) => {
      insert(inside, 'backup_run', { id: inside.newId(), started_at: startedAt, ended_at: inside.now(), folder, ...outcome });
      if (outcome.name !== null) audit(inside, { action: 'backup', resource: 'backup_run', resourceId: outcome.name });
    });
    if (outcome.name !== null) rotate(ctx.facility, folder);
  }
}

/** Removes this facility's oldest backups beyond the number to keep; only after a new good one. */
function rotate(facility: Facility, folder: string): void {
  const { keep } = readPlan(facility);
  const ours = listManifests(folder).filter(({ manifest }) => manifest.facilityId === facility.self.id);
  for (const { name } of ours.slice(keep)) {
    const going = join(folder, `${name}.partial-${process.pid}`); // half-removed it is no backup any more
    renameSync(join(folder, name), going);
    rmSync(going, { recursive: true, force: true });
  }
}

const desks = new WeakMap<Facility, BackupDesk>();

export function deskOf(facility: Facility): BackupDesk {
  const known = desks.get(facility) ?? new BackupDesk();
  desks.set(facility, known);
  return known;
}

export const readPlan = (facility: Facility) => facility.raw.prepare('SELECT * FROM backup_plan').get() as Row<'backup_plan'>;

export function plannedFolder(facility: Facility): string {
  const { folder } = readPlan(facility);
  return folder === '' ? join(facility.dataDir, 'backups') : folder;
}

/** When the data was last safe: the newest of the runs that were noted and of the whole backups in the planned folder. */
export function lastGoodAt(facility: Facility): string | null {
  const noted = facility.raw.prepare('SELECT max(started_at) FROM backup_run WHERE name IS NOT NULL').pluck().get() as string | null;
  const folder = plannedFolder(facility);
  const ours = existsSync(folder) ? listManifests(folder).find(({ manifest }) => manifest.facilityId === facility.self.id) : undefined;
  const found = ours?.manifest.at ?? null;
  return noted === null || (found !== null && found > noted) ? found : noted;
}
