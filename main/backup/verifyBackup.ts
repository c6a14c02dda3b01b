import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { backupVerdict } from '../../preload/contract/backup.ts';
import { openDatabase, toStorageError } from '../../db/open.ts';
import { headVerifier } from '../security/auditKey.ts';
import { type Bad, checkDatabase } from './checkDatabase.ts';
import { appendFile, makeFolder, stopIfCancelled, type Watch, weigh } from './files.ts';
import { type FilePart, filePart, isGenuine, type Manifest, parseJson, readManifest } from './manifest.ts';

export type VerifyJob = { backup: string; databaseKey: Uint8Array; /** for a database in several parts */ workDir: string };
type Verdict = z.infer<typeof backupVerdict>;

/** Every byte against its hash, the manifest against its mac, then the database itself as a running facility would be checked. Changes nothing. */
export function verifyBackup({ backup, databaseKey, workDir }: VerifyJob, watch: Watch): Verdict {
  const manifest = readManifest(backup);
  const { at, facility, code, epochLetter, schemaVersion, bytes, blobs, auditRows } = manifest;
  const firstBad = findBad(backup, manifest, databaseKey, workDir, watch);
  return { ok: firstBad === null, at, facility, code, epochLetter, schemaVersion, bytes, blobs, auditRows, firstBad };
}

function findBad(backup: string, manifest: Manifest, databaseKey: Uint8Array, workDir: string, watch: Watch): Bad | null {
  if (!isGenuine(manifest, databaseKey)) return { what: 'manifest.json', why: 'changed' };
  return (
    firstBadFile(backup, [...manifest.parts, ...readBlobList(backup)], watch) ?? checkCopy(backup, manifest, databaseKey, workDir, watch)
  );
}

function checkCopy(backup: string, manifest: Manifest, databaseKey: Uint8Array, workDir: string, watch: Watch): Bad | null {
  const work = join(workDir, `verify-work-${process.pid}`);
  try {
    watch.step('check', 0.8);
    const { raw } = openDatabase(wholeDatabase(backup, manifest, work, watch), databaseKey, { readOnly: true });
    try {
      return checkDatabase(raw, headVerifier(backup));
    } finally {
      raw.close();
    }
  } catch (error) {
    const known = toStorageError(error);
    if (known?.code === 'storage.damaged' || known?.code === 'storage.wrong_key') return { what: 'facility.db', why: known.code };
    throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The database where it lies, or put together in `work` when it is in parts. */
function wholeDatabase(backup: string, manifest: Manifest, work: string, watch: Watch): string {
  const parts = databaseParts(manifest);
  if (parts.length === 1) return join(backup, parts[0]!.path);
  makeFolder(work);
  const whole = join(work, 'facility.db');
  for (const part of parts) appendFile(join(backup, part.path), whole, watch);
  return whole;
}

export const databaseParts = (manifest: Manifest): FilePart[] => manifest.parts.filter((part) => part.path.startsWith('facility.db'));

/** What blobs.json lists; its own hash stands in the manifest, so an unreadable one is found there. */
export function readBlobList(backup: string): FilePart[] {
  const path = join(backup, 'blobs.json');
  const parsed = z.array(filePart).safeParse(existsSync(path) ? parseJson(readFileSync(path, 'utf8')) : undefined);
  return parsed.success ? parsed.data : [];
}

export function firstBadFile(backup: string, files: readonly FilePart[], watch: Watch): Bad | null {
  const all = files.reduce((sum, file) => sum + file.size, 0);
  let read = 0;
  for (const file of files) {
    stopIfCancelled(watch);
    watch.step('verify', 0.8 + (0.2 * read) / Math.max(1, all));
    const path = join(backup, file.path);
    if (!existsSync(path)) return { what: file.path, why: 'missing' };
    const found = weigh(path, watch);
    if (found.size !== file.size || found.sha256 !== file.sha256) return { what: file.path, why: 'changed' };
    read += file.size;
  }
  return null;
}
