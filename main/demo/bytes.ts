import { chunkBytes } from '../../preload/contract/documents.ts';
import { sha256Hex } from '../../sync/security/tokens.ts';
import type { Call } from './caller.ts';
import { must } from './step.ts';

/** As a window does it: begin, pieces of 256 KiB, commit. */
export async function upload(call: Call, bytes: Buffer, about: { name: string; mediaType: string; patientId?: string }): Promise<string> {
  const { uploadId, received } = await call('blobs.begin', { ...about, size: bytes.length, sha256: sha256Hex(bytes) });
  for (let offset = received; offset < bytes.length; offset += chunkBytes) {
    await call('blobs.chunk', { uploadId, offset, base64: bytes.subarray(offset, offset + chunkBytes).toString('base64') });
  }
  return (await call('blobs.commit', { uploadId })).blobId;
}

export async function download(call: Call, blobId: string, size: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let offset = 0; offset < size;) {
    const piece = Buffer.from((await call('blobs.read', { blobId, offset })).base64, 'base64');
    must(piece.length > 0, 'the file is whole');
    pieces.push(piece);
    offset += piece.length;
  }
  return Buffer.concat(pieces);
}
