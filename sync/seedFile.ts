import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../preload/contract/errors.ts';
import { deflatedSince, packFrame, unpackFrame } from './protocol/frame.ts';
import { depthOf, maxDepth, maxFrameBytes } from './protocol/limits.ts';
import { seedEnd, seedFormat, seedHead } from './protocol/seed.ts';
import type { SeedEnd, SeedHead } from './protocol/seed.ts';
import { writeFully } from './writeFully.ts';

const magic = Buffer.from(`MedVault seed ${seedFormat}\n`);
/** Before each block: how many bytes, and whether they are deflated. */
const prefixBytes = 5;
const mostBlockBytes = 2 * maxFrameBytes;

/** `share`: 0..1 */
export type SeedWatch = { step(share: number): void; isCancelled(): boolean };
export const unwatched: SeedWatch = { step: () => undefined, isCancelled: () => false };

/**
 * Written beside as *.part, and named when it is whole and on the disk: what has the name can be carried away.
 * @throws 'file.exists', 'storage.full', 'storage.not_writable', 'seed.cancelled'
 */
export async function writeSeedFile(
  path: string,
  fill: (put: (block: object) => Promise<void>) => Promise<void>,
  sign: (sha256: string) => Pick<SeedEnd, 'signature' | 'codeProof'>,
  watch: SeedWatch,
): Promise<{ bytes: number }> {
  const part = `${path}.part`;
  const hash = createHash('sha256');
  let file: number | undefined;
  let [blocks, bytes] = [0, 0];
  const append = (piece: Buffer) => {
    writeFully(file!, piece);
    bytes += piece.length;
  };
  try {
    if (existsSync(path)) throw new AppError('file.exists', { name: path });
    file = openSync(part, 'w', 0o600);
    append(magic);
    hash.update(magic);
    await fill(async (block) => {
      await nextTurn(); // whoever works here meanwhile comes in between
      if (watch.isCancelled()) throw new AppError('seed.cancelled');
      const packed = pack(block);
      hash.update(packed);
      append(packed);
      blocks++;
    });
    append(pack({ t: 'end', blocks, ...sign(hash.digest('hex')) } satisfies SeedEnd));
    fsyncSync(file);
    closeSync(file);
    file = undefined;
    renameSync(part, path);
    return { bytes };
  } catch (error) {
    if (file !== undefined) closeSync(file);
    rmSync(part, { force: true });
    throw sortFailure(error, path, 'storage.not_writable');
  }
}

function pack(block: object): Buffer {
  const packed = packFrame(block, deflatedSince);
  const prefix = Buffer.alloc(prefixBytes);
  const bytes = Buffer.from(packed);
  prefix.writeUInt32BE(bytes.length);
  prefix[prefixBytes - 1] = typeof packed === 'string' ? 0 : 1;
  return Buffer.concat([prefix, bytes]);
}

/** A file that was read once from end to end. `sha256`: what its end signs. */
export type ReadSeed = {
  head: SeedHead;
  end: SeedEnd;
  sha256: string;
  bytes: number;
  /** The frames between head and end, as they were when the file was checked. @throws 'seed.damaged' when the stick says something else now */
  frames(): AsyncGenerator<{ frame: unknown; share: number }>;
  close(): void;
};

/**
 * Reads the whole file once, without taking anything from it: a stick that was pulled out early or went bad is found before a row is kept.
 * Whose it is, is for the caller to ask of head, end and signature.
 * @throws 'file.missing', 'seed.not_a_seed', 'seed.newer_format', 'seed.truncated', 'seed.damaged', 'seed.cancelled'
 */
export async function readSeedFile(path: string, watch: SeedWatch): Promise<ReadSeed> {
  const file = openToRead(path);
  try {
    const size = fstatSync(file).size;
    requireMagic(file);
    const hash = createHash('sha256').update(magic);
    const marks: { at: number; sha256: string }[] = [];
    let head: SeedHead | undefined;
    for (let at = magic.length; ;) {
      await nextTurn();
      if (watch.isCancelled()) throw new AppError('seed.cancelled');
      watch.step((0.3 * at) / size);
      const block = readBlock(file, at, size);
      if (head === undefined) {
        head = readHead(block.text);
        hash.update(block.raw);
        at = block.next;
        continue;
      }
      const end = block.next === size ? seedEnd.safeParse(parse(block.text)).data : undefined;
      if (end === undefined) {
        if (block.next === size) throw new AppError('seed.truncated');
        hash.update(block.raw);
        marks.push({ at, sha256: sha256Of(block.raw) });
        at = block.next;
        continue;
      }
      if (end.blocks !== marks.length + 1 || !isAsWritten(end, block.text)) throw new AppError('seed.damaged');
      return {
        head,
        end,
        sha256: hash.digest('hex'),
        bytes: size,
        frames: () => framesAt(file, size, marks, watch),
        close: () => closeSync(file),
      };
    }
  } catch (error) {
    closeSync(file);
    throw sortFailure(error, path, 'file.not_readable');
  }
}

/** What a file says it is, without reading the rest of it; null when it is none of ours or cannot be read. */
export function peekSeedHead(path: string): SeedHead | null {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    requireMagic(file);
    return readHead(readBlock(file, magic.length, fstatSync(file).size).text);
  } catch {
    return null;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

async function* framesAt(file: number, size: number, marks: readonly { at: number; sha256: string }[], watch: SeedWatch) {
  for (const { at, sha256 } of marks) {
    await nextTurn();
    if (watch.isCancelled()) throw new AppError('seed.cancelled');
    const block = readBlock(file, at, size);
    if (sha256Of(block.raw) !== sha256) throw new AppError('seed.damaged');
    yield { frame: parse(block.text), share: 0.3 + (0.7 * block.next) / size };
  }
}

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function openToRead(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new AppError('file.missing', { name: path });
    throw sortFailure(error, path, 'file.not_readable');
  }
}

function requireMagic(file: number): void {
  const line = Buffer.alloc(magic.length);
  readSync(file, line, 0, line.length, 0);
  if (line.equals(magic)) return;
  const isNewer = line.toString('latin1').startsWith('MedVault seed ');
  throw new AppError(isNewer ? 'seed.newer_format' : 'seed.not_a_seed');
}

/** The end signs what is before it; it is itself as we would have written it, so that no other bytes pass for the same file. */
function isAsWritten(end: SeedEnd, text: string): boolean {
  const isPlain = (base64: string) => Buffer.from(base64, 'base64').toString('base64') === base64;
  return JSON.stringify(end) === text && isPlain(end.signature) && isPlain(end.codeProof ?? '');
}

type Block = { text: string; raw: Buffer; next: number };

function readBlock(file: number, at: number, size: number): Block {
  const prefix = Buffer.alloc(prefixBytes);
  if (at + prefixBytes > size || readSync(file, prefix, 0, prefixBytes, at) < prefixBytes) throw new AppError('seed.truncated');
  const length = prefix.readUInt32BE();
  if (length > mostBlockBytes || prefix[prefixBytes - 1]! > 1) throw new AppError('seed.damaged');
  const next = at + prefixBytes + length;
  if (next > size) throw new AppError('seed.truncated');
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length;) {
    const read = readSync(file, bytes, done, length - done, at + prefixBytes + done);
    if (read === 0) throw new AppError('seed.truncated');
    done += read;
  }
  const text = unpackFrame(bytes, prefix[prefixBytes - 1] === 1);
  if (text === null || depthOf(text) > maxDepth) throw new AppError('seed.damaged');
  return { text, raw: Buffer.concat([prefix, bytes]), next };
}

function readHead(text: string): SeedHead {
  const head = seedHead.safeParse(parse(text));
  if (!head.success) throw new AppError('seed.damaged');
  return head.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('seed.damaged');
  }
}

/** Sticks are full, pulled out, write-protected or worn out. */
function sortFailure(error: unknown, path: string, refused: 'storage.not_writable' | 'file.not_readable'): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC') return new AppError('storage.full', { folder: path });
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|ENOENT|ENODEV|EIO|EISDIR)$/.test(code)) return new AppError(refused, { folder: path, name: path });
  return error;
}
