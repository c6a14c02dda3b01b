import { setImmediate as nextTurn } from 'node:timers/promises';
import { endImport, type ImportProgress, lastImport, noteProgress } from '../../../db/queries/items.ts';
import { findStore } from '../../../db/queries/inventory.ts';
import { insert } from '../../../db/write.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { type Context, type Facility, inTransaction, makeContext } from '../../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../../facility/handlers.ts';
import { applyOne } from './applyOne.ts';
import type { ReadingThread } from './inWorker.ts';
import type { Operation } from './plan.ts';
import { startReading } from './prepareList.ts';

type Started = { fileName: string; thread: ReadingThread; rows: number; bad: number };
type Running = { cancel: () => void; ended: Promise<void> };
type Refused = NonNullable<Output<'items.imports'>['last']>['refused'];

/** The one list that may be imported at a facility at a time. */
const running = new WeakMap<Facility, Running>();

/** What the stock refused in the last one. */
const refusedBy = new WeakMap<Facility, Refused>();
const mostRefused = 100;

/** Others at the facility wait no longer than this for a transaction of the import. */
const sliceMs = 60;
/** Screens read again so often while a list comes in. */
const announceMs = 1500;

/** @throws 'import.running' and what reading the list refuses */
export const importItems: CommandHandler<'items.import', Started> = {
  prepare: async (ctx, { blobId, locale, reading }) => {
    if (running.has(ctx.facility)) throw new AppError('import.running');
    const { fileName, thread } = await startReading(ctx, { what: 'import', blobId, locale, reading });
    try {
      const reply = await thread.next();
      if (reply.t !== 'plan') throw new Error(`a plan was asked for, not ${reply.t}`);
      return { fileName, thread, rows: reply.counts.rows, bad: reply.counts.bad };
    } catch (error) {
      thread.end();
      throw error;
    }
  },
  run: async (ctx, _, { fileName, thread, rows, bad }) => {
    if (running.has(ctx.facility)) {
      thread.end();
      throw new AppError('import.running');
    }
    const importId = ctx.newId();
    insert(ctx, 'item_import', { id: importId, file_name: fileName, status: 'running', rows, done: bad, bad, started_at: ctx.now(), started_by: ctx.user.practitionerId }); // prettier-ignore
    const outside = makeContext(ctx.facility, ctx.seat);
    let isCancelled = false;
    const progress = { id: importId, rows, done: bad, added: 0, updated: 0, unchanged: 0, lots: 0, bad };
    const ended = applyAll(outside, thread, progress, () => isCancelled)
      .then((isWhole) => end(outside, progress, isWhole ? 'done' : 'cancelled'))
      .catch(async (error: unknown) => {
        ctx.facility.log.error({ err: error }, 'a list could not be imported to its end');
        await end(outside, progress, 'failed');
      })
      .catch((error: unknown) => ctx.facility.log.error({ err: error }, 'the end of an import could not be noted'))
      .finally(() => {
        thread.end();
        running.delete(ctx.facility);
      });
    refusedBy.set(ctx.facility, []);
    running.set(ctx.facility, { cancel: () => (isCancelled = true), ended });
    return { importId };
  },
};

/** What was done before stays; the same list again goes on from there. */
export const cancelImport: CommandHandler<'items.cancelImport'> = {
  prepare: async (ctx) => {
    const current = running.get(ctx.facility);
    current?.cancel();
    await current?.ended;
  },
  run: async () => ({}),
};

/** For whoever closes the facility, and for tests. */
export const importEnded = async (facility: Facility): Promise<void> => running.get(facility)?.ended;

/** A run that the power cut ended is not running any more. */
export const imports: QueryHandler<'items.imports'> = (ctx) =>
  ctx.facility.exclusive(() => {
    const row = lastImport(ctx.raw);
    if (!row) return { last: null };
    const { id: importId, file_name: fileName, rows, done, added, updated, unchanged, lots, bad } = row;
    const status = row.status === 'running' && !running.has(ctx.facility) ? 'failed' : (row.status as 'running');
    return { last: { importId, fileName, status, rows, done, added, updated, unchanged, lots, bad, startedAt: row.started_at, endedAt: row.ended_at, refused: refusedBy.get(ctx.facility) ?? [] } };
  }); // prettier-ignore

type Progress = ImportProgress & { rows: number };

/** In short transactions, so that the facility goes on working; each is kept when the next one fails. @returns false when it was stopped */
async function applyAll(ctx: Context, thread: ReadingThread, progress: Progress, isCancelled: () => boolean): Promise<boolean> {
  const store = await findStore(ctx.facility.db);
  const untold = new Set<string>();
  let toldAt = performance.now();
  for (;;) {
    const reply = await thread.next();
    if (reply.t !== 'batch') throw new Error(`operations were asked for, not ${reply.t}`);
    if (reply.operations.length === 0) return true;
    let at = 0;
    while (at < reply.operations.length) {
      if (isCancelled()) return false;
      at += await inTransaction(ctx, async (inside) => {
        const started = performance.now();
        let taken = 0;
        for (const operation of reply.operations.slice(at)) {
          if (taken > 0 && performance.now() - started > sliceMs) break;
          await tryOne(inside, operation, store.id, progress);
          taken += 1;
        }
        noteProgress(inside.raw, progress);
        for (const table of inside.touched) untold.add(table);
        inside.touched.clear();
        if (performance.now() - toldAt > announceMs) {
          toldAt = performance.now();
          tell(inside, untold);
        }
        return taken;
      });
      await nextTurn();
    }
    for (const table of untold) ctx.touched.add(table);
  }
}

function tell(ctx: Context, untold: Set<string>): void {
  for (const table of untold) ctx.touched.add(table);
  ctx.touched.add('item_import');
  untold.clear();
}

/** An item that is refused now, because somebody changed the stock list meanwhile, takes nothing else with it. */
async function tryOne(ctx: Context, operation: Operation, storeId: string, progress: Progress): Promise<void> {
  ctx.raw.exec('SAVEPOINT one_item');
  try {
    const { is, lots } = await applyOne(ctx, operation, storeId);
    progress[is] += 1;
    progress.lots += lots;
  } catch (error) {
    ctx.raw.exec('ROLLBACK TO one_item');
    if (!(error instanceof AppError)) throw error;
    progress.bad += operation.rows;
    const refused = refusedBy.get(ctx.facility);
    const data = Object.fromEntries(Object.entries(error.data).map(([key, value]) => [key, String(value)]));
    if (refused && refused.length < mostRefused)
      refused.push({ row: operation.firstRow, name: operation.name ?? '', code: error.code, data });
  } finally {
    if (ctx.raw.inTransaction) ctx.raw.exec('RELEASE one_item');
  }
  progress.done += operation.rows;
}

async function end(ctx: Context, progress: Progress, status: 'done' | 'cancelled' | 'failed'): Promise<void> {
  await inTransaction(ctx, (inside) => {
    const done = status === 'done' ? progress.rows : progress.done; // rows of items that were to be skipped
    noteProgress(inside.raw, { ...progress, done });
    endImport(inside.raw, { id: progress.id, status, endedAt: inside.now() });
    for (const table of ['item_import', 'item', 'item_pack', 'stock_balance', 'stock_movement', 'lot']) inside.touched.add(table);
  });
}
