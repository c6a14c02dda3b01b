import { existsSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { toStorageError } from '../../db/open.ts';
import { flushFolder, makeFolder, writeFlushed } from './files.ts';
import { parseJson } from './manifest.ts';

/** Everything of a facility that a restore puts in place; what is not staged goes aside (the WAL of the former file) or stays (keys). */
const database = ['facility.db', 'facility.db-wal', 'facility.db-shm', 'blobs'];
const keys = ['keys.json', 'audit.key', 'medvault.key'];

const asideName = /^replaced-[\dTZ]+$/;
const journalShape = z.object({
  aside: z.string().regex(asideName),
  withKeys: z.boolean(),
  /** false: the same data under another key was proved to be whole; what was replaced, and copies of it, go */
  isAsideKept: z.boolean().default(true),
});
export type Swap = z.input<typeof journalShape>;

export const stageOf = (dataDir: string): string => join(dataDir, 'restore-stage');
const journalOf = (dataDir: string): string => join(dataDir, 'restore.json');

/** A journal is there: the swap has begun and must be ended. */
export const isUnfinished = (dataDir: string): boolean => existsSync(journalOf(dataDir));

/** From here on the restore happens, whatever ends this process: the journal is there whole, or it is not. */
export function commitRestore(dataDir: string, swap: Swap): void {
  try {
    makeFolder(join(dataDir, swap.aside)); // what a full disk could refuse is done before the journal is there
    writeFlushed(`${journalOf(dataDir)}.new`, JSON.stringify(swap));
    flushFolder(stageOf(dataDir));
    renameSync(`${journalOf(dataDir)}.new`, journalOf(dataDir));
  } catch (error) {
    rmSync(join(dataDir, swap.aside), { recursive: true, force: true }); // nothing was moved yet
    finishRestore(dataDir);
    throw toStorageError(error) ?? error;
  }
  flushFolder(dataDir);
  finishRestore(dataDir);
}

/**
 * Ends what a restore began: with a journal the staged files take their places, and may be told to again at any point;
 * without one nothing was replaced yet and the stage is thrown away. Called with the folder's lock, before anything is opened.
 */
export function finishRestore(dataDir: string): void {
  const stage = stageOf(dataDir);
  const journal = readJournal(dataDir);
  if (journal) {
    const aside = join(dataDir, journal.aside);
    makeFolder(aside);
    for (const name of journal.withKeys ? [...database, ...keys] : database) replace(name, dataDir, stage, aside);
    for (const folder of [aside, stage, dataDir]) flushFolder(folder);
    if (!journal.isAsideKept)
      for (const old of [journal.aside, ...earlierCopies(dataDir)]) rmSync(join(dataDir, old), { recursive: true, force: true });
    else removeIfEmpty(aside); // a new folder had nothing to keep
    rmSync(journalOf(dataDir));
    flushFolder(dataDir);
  } else {
    for (const name of readdirSync(dataDir)) if (asideName.test(name)) removeIfEmpty(join(dataDir, name)); // made, and killed before the journal
  }
  rmSync(stage, { recursive: true, force: true });
  rmSync(`${journalOf(dataDir)}.new`, { force: true });
}

function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Made before a migration, under the former key. */
const earlierCopies = (dataDir: string) => readdirSync(dataDir).filter((name) => /^before-step-\d+\.db/.test(name));

/** Once the staged one is in place, what stands there is the new one and stays. */
function replace(name: string, dataDir: string, stage: string, aside: string): void {
  const isStaged = existsSync(join(stage, name));
  const isOldFileOnly = name === 'facility.db-wal' || name === 'facility.db-shm'; // never staged, and the new file is not open yet
  if ((isStaged || isOldFileOnly) && existsSync(join(dataDir, name))) renameSync(join(dataDir, name), join(aside, name));
  if (isStaged) renameSync(join(stage, name), join(dataDir, name));
}

function readJournal(dataDir: string): z.output<typeof journalShape> | undefined {
  if (!existsSync(journalOf(dataDir))) return undefined;
  const parsed = journalShape.safeParse(parseJson(readFileSync(journalOf(dataDir), 'utf8')));
  if (!parsed.success) throw new Error('restore.json is not readable'); // it is renamed into place whole: never half
  return parsed.data;
}
