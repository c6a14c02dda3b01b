import { createHmac } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deriveKey, seal, type SealingKey, sealOverhead, unseal } from '../../db/personKeys.ts';
import { chunkBytes } from '../../preload/contract/documents.ts';
import { writeFully } from '../writeFully.ts';

const frameBytes = chunkBytes + sealOverhead;

/** How long the file of so many bytes is. */
export const sealedSize = (bytes: number): number => bytes + sealOverhead * Math.ceil(bytes / chunkBytes);

/**
 * Pictures and PDFs beside the database: each piece of 256 KiB sealed with AES-256-GCM, under the person's key where there is one,
 * in a file whose name tells nothing.
 */
export class BlobStore {
  readonly #folder: string;
  readonly #namingKey: Buffer;
  /** for bytes that are about nobody */
  readonly houseKey: Buffer;

  constructor(folder: string, databaseKey: Uint8Array) {
    this.#folder = folder;
    this.#namingKey = deriveKey(databaseKey, 'blob names');
    this.houseKey = deriveKey(databaseKey, 'blobs of nobody');
  }

  fileName(blobId: string): string {
    return createHmac('sha256', this.#namingKey).update(blobId).digest('hex');
  }

  /** Writes piece `index`; flushed before it is answered for. */
  writePiece(fileName: string, index: number, key: SealingKey, bytes: Uint8Array): void {
    const file = openSync(join(this.#folder, fileName), index === 0 ? 'w+' : 'r+', 0o600);
    try {
      const sealed = seal(key, bytes, `${fileName} ${index}`);
      writeFully(file, sealed, index * frameBytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  readPiece(fileName: string, index: number, key: SealingKey): Buffer {
    const file = openSync(join(this.#folder, fileName), 'r');
    try {
      const length = Math.max(0, Math.min(frameBytes, fstatSync(file).size - index * frameBytes));
      const frame = Buffer.alloc(length);
      readSync(file, frame, 0, length, index * frameBytes);
      return unseal(key, frame, `${fileName} ${index}`);
    } finally {
      closeSync(file);
    }
  }

  readAll(fileName: string, size: number, key: SealingKey): Buffer {
    const pieces = Array.from({ length: Math.ceil(size / chunkBytes) }, (_, index) => this.readPiece(fileName, index, key));
    return Buffer.concat(pieces);
  }

  remove(fileName: string): void {
    rmSync(join(this.#folder, fileName), { force: true });
  }
}
