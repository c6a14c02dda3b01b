import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { deriveKey } from '../../db/personKeys.ts';
import { backupName } from '../../preload/contract/backup.ts';
import { AppError } from '../../preload/contract/errors.ts';

export const filePart = z.object({
  path: z.string().regex(/^(?!.*\.\.)[\w./-]+$/),
  size: z.int().nonnegative(),
  sha256: z.string().length(64),
});
export type FilePart = z.infer<typeof filePart>;

/** manifest.json: written last, so that a folder with one is whole. `mac` is keyed by the data key: its other fields can't be changed without it. */
const manifestShape = z.object({
  format: z.literal(1),
  facilityId: z.string(),
  facility: z.string(),
  code: z.string(),
  epochId: z.string(),
  epochLetter: z.string(),
  schemaVersion: z.int(),
  at: z.string(),
  /** of the whole backup */
  bytes: z.int(),
  rows: z.record(z.string(), z.int()),
  auditRows: z.int(),
  blobs: z.int(),
  parts: z.array(filePart),
  mac: z.string(),
});
export type Manifest = z.infer<typeof manifestShape>;

export const backupFolderName = (code: string, at: string): string => `medvault-${code}-${at.replaceAll(/[-:.]/g, '')}`;

export function macOf(manifest: Omit<Manifest, 'mac'>, databaseKey: Uint8Array): string {
  const { format, facilityId, facility, code, epochId, epochLetter, schemaVersion, at, bytes, rows, auditRows, blobs, parts } = manifest;
  const text = JSON.stringify([
    [format, facilityId, facility, code, epochId, epochLetter, schemaVersion, at, bytes, auditRows, blobs],
    Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1)),
    parts.map(({ path, size, sha256 }) => [path, size, sha256]),
  ]);
  return createHmac('sha256', deriveKey(databaseKey, 'backup manifest')).update(text).digest('hex');
}

export function isGenuine({ mac, ...manifest }: Manifest, databaseKey: Uint8Array): boolean {
  const wanted = Buffer.from(macOf(manifest, databaseKey));
  return wanted.length === mac.length && timingSafeEqual(wanted, Buffer.from(mac));
}

/** @throws 'backup.not_found', 'backup.damaged' */
export function readManifest(backup: string): Manifest {
  const path = join(backup, 'manifest.json');
  if (!existsSync(path)) throw new AppError('backup.not_found');
  const parsed = manifestShape.safeParse(parseJson(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new AppError('backup.damaged', { what: 'manifest.json', why: 'not readable' });
  return parsed.data;
}

/** The whole backups in a folder, newest first; what is half-written or no backup is passed over. */
export function listManifests(folder: string): { name: string; manifest: Manifest }[] {
  return namesIn(folder)
    .filter((name) => backupName.safeParse(name).success)
    .flatMap((name) => {
      try {
        return [{ name, manifest: readManifest(join(folder, name)) }];
      } catch {
        return [];
      }
    })
    .toSorted((a, b) => (a.manifest.at < b.manifest.at ? 1 : -1));
}

/** A stick that is not there, a file in its place or a folder of somebody else's: no backups, and the plan can still be put right. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
