import { closeSync, existsSync, fstatSync, openSync, readSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findLastVerification } from '../../db/queries/audit.ts';
import type { QueryHandler } from './handlers.ts';
import { databasePath } from './openFacility.ts';

const dayMs = 86_400_000;
const tailBytes = 2 * 1024 * 1024;
const errorLevel = 50; // pino: 50 = error, 60 = fatal

/** What an administrator looks at when something is slow or worries them. Sizes in bytes. */
export const health: QueryHandler<'facility.health'> = async (ctx) => {
  const { dataDir } = ctx.facility;
  const disk = statfsSync(dataDir);
  const path = databasePath(dataDir);
  return {
    diskFree: disk.bavail * disk.bsize,
    diskTotal: disk.blocks * disk.bsize,
    database: statSync(path).size + sizeOf(`${path}-wal`),
    lastVerification: await ctx.facility.exclusive(() => findLastVerification(ctx.raw)),
    errorsInADay: countErrors(join(dataDir, 'facility.log'), Date.parse(ctx.now()) - dayMs),
  };
};

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

/** Lines of at least error level since an instant, within the log's last 2 MB; null when there is no log to read. */
export function countErrors(path: string, since: number): number | null {
  if (!existsSync(path)) return null;
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(Math.min(size, tailBytes));
    readSync(file, tail, 0, tail.length, size - tail.length);
    return tail
      .toString('utf8')
      .split('\n')
      .filter((line) => isErrorSince(line, since)).length;
  } finally {
    closeSync(file);
  }
}

function isErrorSince(line: string, since: number): boolean {
  try {
    const { level, time } = JSON.parse(line) as { level?: number; time?: number };
    return (level ?? 0) >= errorLevel && (time ?? 0) >= since;
  } catch {
    return false; // the first line of the tail may be cut
  }
}
