import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export type SmallDisk = {
  path: string;
  /** writes until nothing more fits but `left` bytes */
  fill: (left?: number) => void;
  /** the room that `fill` took is there again */
  free: () => void;
  freeBytes: () => number;
};

/** A real disk of so many megabytes, that is really full when it is full. Takes root, as `npm test` has it in CI. */
export function smallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'medvault-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'medvault-test', path], { encoding: 'utf8' });
  if (mounted.status !== 0)
    throw new Error(`This test mounts a small disk and needs root on Linux for it: ${mounted.stderr || 'no mount'}`);
  onTestFinished(() => {
    spawnSync('umount', ['--lazy', path]);
    rmSync(path, { recursive: true, force: true });
  });
  const ballast = join(path, 'ballast');
  const freeBytes = () => {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  };
  const fill = (left = 0) => {
    const file = openSync(ballast, 'a');
    try {
      const piece = Buffer.alloc(4096, 1);
      for (;;) if (writeSync(file, piece) < piece.length) break;
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
    if (left > 0) truncateSync(ballast, Math.max(0, statSync(ballast).size - left));
  };
  return { path, fill, free: () => rmSync(ballast, { force: true }), freeBytes };
}
