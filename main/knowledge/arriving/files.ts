import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { writeFully } from '../../writeFully.ts';

/**
 * Packs on their way in, in the data folder beside the database: published tables, nobody's secret. HASH.part grows piece by piece, each on the disk
 * before the next is asked for; HASH.mvpack is whole. A tail that a power cut scrambled shows in the hash of the whole.
 */
export function arrivingFiles(dataDir: string) {
  const folder = join(dataDir, 'packs');
  const part = (sha256: string) => join(folder, `${sha256}.part`);
  const whole = (sha256: string) => join(folder, `${sha256}.mvpack`);
  return {
    /** bytes */
    received: (sha256: string): number => statSync(part(sha256), { throwIfNoEntry: false })?.size ?? 0,
    isWhole: (sha256: string): boolean => existsSync(whole(sha256)),
    /** @throws ENOSPC; what was there before stays */
    append(sha256: string, offset: number, bytes: Uint8Array): void {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = openSync(part(sha256), existsSync(part(sha256)) ? 'r+' : 'w', 0o600);
      try {
        writeFully(file, bytes, offset);
        fdatasyncSync(file);
      } catch (error) {
        ftruncateSync(file, offset);
        throw error;
      } finally {
        closeSync(file);
      }
    },
    /** Under its name only when it is the file that was meant. @returns its bytes; null when it is another one, which is gone then */
    finish(sha256: string): Buffer | null {
      const from = existsSync(part(sha256)) ? part(sha256) : whole(sha256); // the program ended just after it was given its name
      const bytes = readFileSync(from);
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
        rmSync(from, { force: true });
        return null;
      }
      renameSync(from, whole(sha256));
      return bytes;
    },
    /** @throws ENOENT */
    read: (sha256: string): Buffer => readFileSync(whole(sha256)),
    drop(sha256: string): void {
      for (const path of [part(sha256), whole(sha256)]) rmSync(path, { force: true });
    },
  };
}
export type ArrivingFiles = ReturnType<typeof arrivingFiles>;
