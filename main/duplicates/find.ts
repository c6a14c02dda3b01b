import { audit } from '../../db/write.ts';
import { beginRun, endRun, inOrder, listComparable, replacePairs } from '../../db/queries/identity.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type Context, type Facility, inTransaction, makeContext } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import type { FoundPair, LinkageReply } from '../patients/linkage/linkage.worker.ts';
import { columnsOfPeople } from '../patients/linkage/people.ts';
import { linkInWorker, type Running } from './linkInWorker.ts';

/** The one look through the file that may run at a facility at a time. */
const running = new WeakMap<Facility, { work: Running; ended: Promise<void> }>();

/** A look that the power cut ended is not running any more. */
export const isRunning = (facility: Facility): boolean => running.has(facility);

/** @throws 'duplicates.running' */
export const findAllDuplicates: CommandHandler<'duplicates.find'> = {
  run: async (ctx) => {
    if (isRunning(ctx.facility)) throw new AppError('duplicates.running');
    const people = listComparable(ctx.raw);
    const runId = ctx.newId();
    beginRun(ctx.raw, { id: runId, startedAt: ctx.now(), records: people.length });
    audit(ctx, { action: 'search', resource: 'duplicate_run', resourceId: runId, body: { records: people.length } });
    ctx.touched.add('duplicate_run');
    const work = linkInWorker(columnsOfPeople(people));
    const outside = makeContext(ctx.facility, ctx.seat);
    const ended = work.done
      .then(
        (found) =>
          keep(
            outside,
            runId,
            people.map(({ id }) => id),
            found,
          ),
        (error: unknown) => giveUp(outside, runId, error),
      )
      .catch((error: unknown) => ctx.facility.log.error({ err: error }, 'a look for duplicates could not be noted'))
      .finally(() => running.delete(ctx.facility));
    running.set(ctx.facility, { work, ended });
    return { records: people.length };
  },
};

/** What was found before stays. */
export const cancelFind: CommandHandler<'duplicates.cancel'> = {
  prepare: async (ctx) => {
    const current = running.get(ctx.facility);
    current?.work.cancel();
    await current?.ended;
  },
  run: async () => ({}),
};

/** For whoever closes the facility, and for tests. */
export const findEnded = async (facility: Facility): Promise<void> => running.get(facility)?.ended;

async function keep(ctx: Context, runId: string, ids: readonly string[], found: Extract<LinkageReply, { t: 'done' }>): Promise<void> {
  await inTransaction(ctx, (inside) => {
    replacePairs(
      inside.raw,
      found.pairs.map((pair) => toRow(inside, ids, pair)),
    );
    endRun(inside.raw, {
      id: runId,
      endedAt: inside.now(),
      status: 'done',
      compared: found.compared,
      weights: JSON.stringify(found.weights),
    });
    inside.touched.add('duplicate_run').add('duplicate_pair');
  });
}

function toRow(ctx: Context, ids: readonly string[], pair: FoundPair) {
  const [patientId, otherId] = inOrder(ids[pair.one]!, ids[pair.other]!);
  return {
    id: ctx.newId(),
    patient_id: patientId,
    other_id: otherId,
    score: pair.score,
    verdict: pair.verdict,
    evidence: JSON.stringify(pair.evidence),
  };
}

async function giveUp(ctx: Context, runId: string, error: unknown): Promise<void> {
  const isCancelled = error instanceof AppError && error.code === 'duplicates.cancelled';
  if (!isCancelled) ctx.facility.log.error({ err: error }, 'a look for duplicates failed');
  await inTransaction(ctx, (inside) => {
    endRun(inside.raw, { id: runId, endedAt: inside.now(), status: isCancelled ? 'cancelled' : 'failed', compared: 0, weights: '[]' });
    inside.touched.add('duplicate_run');
  });
}
