import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database as Raw } from 'better-sqlite3';

/** Files that no row speaks of. `settledMs`: a younger one may still be waiting for its row, when a facility is working. */
export function orphanedBlobs(dataDir: string, raw: Raw, settledMs: number): string[] {
  const folder = join(dataDir, 'blobs');
  if (!existsSync(folder)) return [];
  const known = new Set(raw.prepare('SELECT file_name FROM blob UNION SELECT file_name FROM blob_upload').pluck().all() as string[]);
  return readdirSync(folder).filter((name) => !known.has(name) && Date.now() - statSync(join(folder, name)).mtimeMs >= settledMs);
}

/**
 * What a step that was broken off left behind, or the former files of a database that was put in place by hand: out of the way, never deleted.
 * While nobody else works on the folder. Answers how many.
 */
export function setOrphansAside(dataDir: string, raw: Raw): number {
  const orphans = orphanedBlobs(dataDir, raw, 0);
  if (orphans.length > 0) mkdirSync(join(dataDir, 'orphaned-blobs'), { recursive: true, mode: 0o700 });
  for (const name of orphans) renameSync(join(dataDir, 'blobs', name), join(dataDir, 'orphaned-blobs', name));
  return orphans.length;
}
