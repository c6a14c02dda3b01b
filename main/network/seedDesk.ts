import { join } from 'node:path';
import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import { LinkFailure } from '../../sync/client/failure.ts';
import { loadSeed } from '../../sync/client/seedLoad.ts';
import type { SeedLoaded } from '../../sync/client/seedLoad.ts';
import { writeSeed, writeSeedEnrolment } from '../../sync/client/seedWrite.ts';
import type { SeedWritten } from '../../sync/client/seedWrite.ts';
import { parseEnrolmentCode } from '../../sync/protocol/enrolmentCode.ts';
import type { SeedWatch } from '../../sync/seedFile.ts';
import { type Context, type Facility, inTransaction } from '../facility/context.ts';
import { republish } from './republish.ts';

type Progress = NonNullable<Output<'seeds.status'>['running']>;
/** `done` is settled when everything is kept and told. */
type Begun<T> = { path: string; done: Promise<T> };

/** The one exchange by file that may be under way at a facility. */
export class SeedDesk {
  progress: Progress | null = null;
  #isCancelled = false;
  #ended: Promise<unknown> = Promise.resolve();

  /** Everything that the hub has not acknowledged, into a new file in that folder. @throws 'seed.busy', 'hub.not_enrolled' */
  write(ctx: Context, folder: string): Begun<SeedWritten> {
    const { facility } = ctx;
    if (facility.raw.prepare('SELECT 1 FROM hub_link').get() === undefined) throw new AppError('hub.not_enrolled');
    const path = join(folder, nameFor(facility, 'to-hub'));
    return this.#begin(ctx, 'write', path, (watch) =>
      writeSeed({ ...depsOf(facility), republish: () => republish(facility) }, path, watch),
    );
  }

  /** @throws 'seed.busy', 'hub.code_invalid' */
  ask(ctx: Context, folder: string, code: string): Begun<SeedWritten> {
    const { facility } = ctx;
    parseEnrolmentCode(code);
    const path = join(folder, nameFor(facility, 'join'));
    const { id, code: ourCode, name, epoch_id: epoch } = facility.self;
    const about = { id, code: ourCode, name, epoch };
    return this.#begin(ctx, 'enrol', path, (watch) => writeSeedEnrolment({ ...depsOf(facility), facility: about, code }, path, watch));
  }

  /** @throws 'seed.busy' */
  load(ctx: Context, path: string): Begun<SeedLoaded> {
    const { facility } = ctx;
    return this.#begin(ctx, 'load', path, async (watch) => {
      const loaded = await loadSeed(depsOf(facility), path, watch);
      facility.network.heard(loaded.tables);
      return loaded;
    });
  }

  async cancel(): Promise<void> {
    this.#isCancelled = true;
    await this.#ended;
  }

  #begin<T>(ctx: Context, act: Progress['act'], path: string, work: (watch: SeedWatch) => Promise<T>): Begun<T> {
    if (this.progress) throw new AppError('seed.busy');
    const { facility } = ctx;
    this.#isCancelled = false;
    this.progress = { act, share: 0 };
    const tell = () => facility.announce(new Set(['seed_file']));
    const watch = {
      isCancelled: () => this.#isCancelled,
      step: (share: number) => {
        const before = this.progress?.share ?? 0;
        this.progress = { act, share };
        if (share - before >= 0.01) tell();
      },
    };
    const run = async () => {
      try {
        const value = await work(watch);
        await inTransaction(ctx, (inside) => audit(inside, { action: act, resource: 'seed_file', resourceId: path }));
        return value;
      } catch (error) {
        if (!(error instanceof AppError) && !(error instanceof LinkFailure)) facility.log.error({ err: error }, 'a seed file failed');
        throw error;
      } finally {
        this.progress = null;
        facility.announce(new Set(['seed_file', 'outbox', 'peer_state']));
      }
    };
    const done = run();
    this.#ended = done.catch(() => undefined); // its reason stands in seed_file
    return { path, done };
  }
}

const depsOf = ({ raw, exclusive, self, now, newId }: Facility) => ({
  raw,
  exclusive,
  facility: { id: self.id, epoch: self.epoch_id },
  now,
  newId,
});

function nameFor({ raw, self }: Facility, what: 'to-hub' | 'join'): string {
  const number = raw.prepare('SELECT coalesce(max(number), 0) + 1 FROM seed_file').pluck().get() as number;
  return `medvault-${self.code}-${what}-${String(number).padStart(4, '0')}.mvseed`;
}
