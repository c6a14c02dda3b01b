import { createHash } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, statfsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { AppError } from '../../preload/contract/errors.ts';
import { writeFully } from '../writeFully.ts';
import type { FilePart } from './manifest.ts';

/** How far a long work is, and whether it is still wanted. */
export type Watch = { step: (step: 'copy' | 'check' | 'write' | 'verify', share: number) => void; isCancelled: () => boolean };

const pieceBytes = 1024 * 1024;

export function stopIfCancelled(watch: Watch): void {
  if (watch.isCancelled()) throw new AppError('backup.cancelled');
}

/** Copies `length` bytes from `offset` on and answers their hash; flushed to the disk before it returns. */
export function copyRange(from: string, to: string, offset: number, length: number, watch: Watch): FilePart {
  const source = openSync(from, 'r');
  const target = openSync(to, 'w', 0o600);
  try {
    const sha256 = hashRange(source, offset, length, watch, (piece) => writeFully(target, piece));
    fsyncSync(target);
    return { path: basename(to), size: length, sha256 };
  } finally {
    closeSync(target);
    closeSync(source);
  }
}

/** Adds a whole file at the end of another. */
export function appendFile(from: string, to: string, watch: Watch): void {
  const source = openSync(from, 'r');
  const target = openSync(to, 'a', 0o600);
  try {
    hashRange(source, 0, fstatSync(source).size, watch, (piece) => writeFully(target, piece));
    fsyncSync(target);
  } finally {
    closeSync(target);
    closeSync(source);
  }
}

/** Size and hash of a file as it lies there. */
export function weigh(path: string, watch: Watch): { size: number; sha256: string } {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    return { size, sha256: hashRange(file, 0, size, watch, () => undefined) };
  } finally {
    closeSync(file);
  }
}

function hashRange(file: number, offset: number, length: number, watch: Watch, use: (piece: Buffer) => void): string {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(Math.min(pieceBytes, Math.max(1, length)));
  let done = 0;
  while (done < length) {
    stopIfCancelled(watch);
    const read = readSync(file, buffer, 0, Math.min(buffer.length, length - done), offset + done);
    if (read === 0) break;
    const piece = buffer.subarray(0, read);
    hash.update(piece);
    use(piece);
    done += read;
  }
  return hash.digest('hex');
}

export function writeFlushed(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeFully(file, Buffer.from(text));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The names in a folder survive a power cut. FAT sticks and Windows know no such thing and say so. */
export function flushFolder(folder: string): void {
  try {
    const file = openSync(folder, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // the files themselves are flushed
  }
}

/** What SQLite wrote: on the disk, and the owner's only. */
export function flushFile(path: string): void {
  chmodSync(path, 0o600);
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

/** @throws 'storage.full' { neededMb, freeMb } before anything is written */
export function assertRoom(folder: string, needed: number): void {
  const free = freeBytes(folder);
  const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024);
  if (free < needed * 1.05 + pieceBytes) throw new AppError('storage.full', { neededMb: megabytes(needed), freeMb: megabytes(free) });
}

function freeBytes(folder: string): number {
  let here = folder;
  while (!existsSync(here)) here = dirname(here);
  const { bavail, bsize } = statfsSync(here);
  return bavail * bsize;
}

export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}
