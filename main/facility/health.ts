import { closeSync, existsSync, fstatSync, openSync, readSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findLastVerification } from '../../db/queries/audit.ts';
import { backupTooOldDays } from '../../preload/contract/backup.ts';
import { lastGoodAt } from '../backup/desk.ts';
import type { QueryHandler } from './handlers.ts';
import { databasePath } from './openFacility.ts';

const dayMs = 86_400_000;
const mostBytes = 32 * 1024 * 1024;
const shownErrors = 5;

/** What an administrator looks at when something is slow or worries them. Sizes in bytes. */
export const health: QueryHandler<'facility.health'> = async (ctx) => {
  const { facility, raw } = ctx;
  const { dataDir } = facility;
  const disk = statfsSync(dataDir);
  const path = databasePath(dataDir);
  const errors = readErrors(join(dataDir, 'facility.log'), Date.parse(ctx.now()) - dayMs);
  const lastBackupAt = lastGoodAt(facility);
  return {
    diskFree: disk.bavail * disk.bsize,
    diskTotal: disk.blocks * disk.bsize,
    database: statSync(path).size + sizeOf(`${path}-wal`),
    files: raw.prepare('SELECT coalesce(sum(size), 0) FROM blob').pluck().get() as number,
    lastBackupAt,
    isBackupTooOld: Date.parse(lastBackupAt ?? facility.self.created_at) < Date.parse(ctx.now()) - backupTooOldDays * dayMs,
    lastVerification: await facility.exclusive(() => findLastVerification(raw)),
    errorsInADay: errors?.length ?? null,
    lastErrors: (errors ?? []).slice(-shownErrors).toReversed(),
  };
};

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

type LoggedError = { at: string; what: string };

/** Lines of at least error level since an instant, in the log and in the one that it replaced at a start; null when there is none to read. */
export function readErrors(path: string, since: number): LoggedError[] | null {
  const files = [`${path}.1`, path].filter((file) => existsSync(file));
  if (files.length === 0) return null;
  return files.flatMap((file) =>
    tailOf(file)
      .split('\n')
      .filter((line) => isError.test(line))
      .flatMap((line) => toError(line, since)),
  );
}

/** pino writes the level first: 50 = error, 60 = fatal. */
const isError = /^\{"level":[56]0,/;

function tailOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(Math.min(size, mostBytes));
    readSync(file, tail, 0, tail.length, size - tail.length);
    return tail.toString('utf8');
  } finally {
    closeSync(file);
  }
}

/** Where it happened: the method or job and the program's own words; the failure itself may hold what was worked on. */
function toError(line: string, since: number): LoggedError[] {
  try {
    const { time, method, job, msg } = JSON.parse(line) as { time?: number; method?: string; job?: string; msg?: string };
    if (typeof time !== 'number' || time < since) return [];
    const what = [method ?? job, msg].filter(Boolean).join(': ').slice(0, 200);
    return [{ at: new Date(time).toISOString(), what }];
  } catch {
    return []; // cut off
  }
}
