import { randomBytes } from 'node:crypto';
import { AppError } from '../../preload/contract/errors.ts';
import { deskOf } from '../backup/desk.ts';
import { inWorker } from '../backup/inWorker.ts';
import { commitRestore } from '../backup/swap.ts';
import { makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import type { Host } from '../facility/host.ts';
import { assertFreshProof } from './proof.ts';
import { makeRecoverySecret, writeRecoveryKey } from './recoveryKey.ts';
import { recoverySheetOf } from './recoverySheet.ts';

type Prepared = { newKey: Buffer; recoverySecret: Buffer; userId: string; at: number };
/** Time to print a sheet and type a group of it back: so long the proof that was given for the sheet counts for the change. */
const printingMs = 30 * 60_000;
/** In memory only: one who has not begun has changed nothing. */
const prepared = new WeakMap<Host, Prepared>();

/** The sheet comes first, so that at no moment the paper in hand opens nothing. @throws 'auth.proof_needed' */
export const prepareDataKey: HostHandler<'dataKey.prepare'> = async (host, seat) => {
  const facility = host.open();
  const ctx = makeContext(facility, seat);
  assertFreshProof(ctx);
  const next = { newKey: randomBytes(32), recoverySecret: makeRecoverySecret(), userId: ctx.user.userId, at: Date.parse(ctx.now()) };
  const sheet = await recoverySheetOf(facility, writeRecoveryKey(next.recoverySecret));
  prepared.set(host, next);
  return sheet;
};

/**
 * Everything under a new data key: for a key that somebody may have read. (For a lost sheet a new recovery key is enough, which only wraps the
 * same data key again.) Sessions go on. @throws 'key.not_prepared', 'backup.busy', 'storage.full', 'key.not_changed'
 */
export const changeDataKey: HostHandler<'dataKey.change'> = async (host, seat) => {
  const facility = host.open();
  const ctx = makeContext(facility, seat);
  const next = prepared.get(host);
  const isOurs = next?.userId === ctx.user.userId && Date.parse(ctx.now()) - next.at < printingMs;
  if (!isOurs) throw new AppError('key.not_prepared');
  if (deskOf(facility).progress) throw new AppError('backup.busy');
  const { dataDir } = host.options;
  prepared.delete(host);
  await host.whileClosed('newKey', async () => {
    const { newKey, recoverySecret } = next;
    const job = { dataDir, unlock: host.unlock, newKey, recoverySecret, actor: ctx.actor, seatId: seat.id, at: host.now() };
    const staged = await inWorker('newKey', job, (step, share) => host.prepare({ step: `newKey-${step}`, share })).done;
    commitRestore(dataDir, staged);
  });
  return {};
};
