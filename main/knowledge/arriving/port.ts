import { type ArrivingPack, findArrivingFile, isLineMetered, listArriving } from '../../../db/queries/arrivingPacks.ts';
import { amend } from '../../../db/write.ts';
import type { PackPort } from '../../../sync/client/packs.ts';
import { type Context, type Facility, inTransaction, makeContext, type Seat } from '../../facility/context.ts';
import { completePack } from './complete.ts';
import { arrivingFiles } from './files.ts';
import { hearShelf } from './hear.ts';

const program: Seat = { id: 'packs', kind: 'command', user: null };

/** A full disk is tried again after this time, and as soon as a person asks for it. */
const fullMs = 10 * 60_000;

/** Where knowledge packs from the hub arrive. What fails here is this computer's own trouble: it is logged, and never ends the line to the hub. */
export function packPort(facility: Facility): PackPort {
  const files = arrivingFiles(facility.dataDir);
  let fullUntil = 0;

  const write = async (work: (ctx: Context) => void): Promise<void> => inTransaction(makeContext(facility, program), work);

  async function calmly<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      facility.log.warn({ err: error }, 'a knowledge pack from the hub could not be dealt with');
      return otherwise;
    }
  }

  /** What is no longer wanted, or was loaded into the database, needs no file. What a restore or a hand took away is fetched again. */
  async function tidy(): Promise<ArrivingPack[]> {
    const rows = await facility.exclusive(() => listArriving(facility.raw));
    const lost = rows.filter(
      ({ status, problem, sha256 }) => (status === 'arrived' || (status === 'set-aside' && problem === null)) && !files.isWhole(sha256),
    );
    for (const { sha256, status } of rows) if (status === 'withdrawn' || status === 'loaded') files.drop(sha256);
    if (lost.length === 0) return rows;
    await write((ctx) => {
      for (const { id } of lost) amend(ctx, 'arriving_pack', id, { status: 'offered' });
    });
    return facility.exclusive(() => listArriving(facility.raw));
  }

  async function next(): Promise<{ sha256: string; have: number } | null> {
    const rows = await tidy();
    const isMetered = await facility.exclusive(() => isLineMetered(facility.raw));
    const isFull = Date.parse(facility.now()) < fullUntil;
    for (const row of rows) {
      if (row.status !== 'offered' || (isMetered && row.is_wanted === 0) || (isFull && row.problem === 'storage.full')) continue;
      const have = files.received(row.sha256);
      if (have < row.bytes && !(have === 0 && files.isWhole(row.sha256))) return { sha256: row.sha256, have };
      await completePack(makeContext(facility, program), files, row); // the program ended between the last piece and the check
      return next();
    }
    return null;
  }

  async function keep(sha256: string, offset: number, bytes: Buffer | null): Promise<void> {
    const row = await facility.exclusive(() => findArrivingFile(facility.raw, sha256));
    if (row?.status !== 'offered') return;
    if (bytes === null) return write((ctx) => void amend(ctx, 'arriving_pack', row.id, { status: 'withdrawn', problem: null }));
    try {
      files.append(sha256, offset, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      fullUntil = Date.parse(facility.now()) + fullMs;
      return write((ctx) => void amend(ctx, 'arriving_pack', row.id, { problem: 'storage.full' }));
    }
    if (row.problem === 'storage.full') await write((ctx) => void amend(ctx, 'arriving_pack', row.id, { problem: null }));
    // a hub that has no more to give of it has named a length that is not the file's
    if (bytes.length === 0 || offset + bytes.length >= row.bytes) await completePack(makeContext(facility, program), files, row);
    else facility.announce(new Set(['arriving_pack']));
  }

  return {
    heard: (packs) => calmly(() => write((ctx) => hearShelf(ctx, packs)), undefined),
    next: () => calmly(next, null),
    keep: (sha256, offset, bytes) => calmly(() => keep(sha256, offset, bytes), undefined),
  };
}
