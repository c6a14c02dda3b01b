import { createHash } from 'node:crypto';
import type { SealingKey } from '../../db/personKeys.ts';
import { insert } from '../../db/write.ts';
import type { Row } from '../../db/schema/index.ts';
import { chunkBytes } from '../../preload/contract/documents.ts';
import type { BlobRef } from '../../preload/contract/common.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';

/** The key that seals the bytes: the person's, so that erasing the person erases them; made when there is none yet. */
export function keyFor(ctx: Context, patientId: string | null): SealingKey {
  const { keys, facility } = ctx;
  return patientId === null ? facility.blobs.houseKey : keys.forWriting(ctx.raw, patientId, ctx.now());
}

/** Keeps bytes that the facility itself made. Inside a transaction; a file without a row is only ciphertext nobody looks for. */
export function keepBlob(ctx: Context, bytes: Buffer, about: { name: string; mediaType: string; patientId: string | null }): BlobRef {
  const { blobs } = ctx.facility;
  const blobId = ctx.newId();
  const fileName = blobs.fileName(blobId);
  const key = keyFor(ctx, about.patientId);
  for (let index = 0; index * chunkBytes < bytes.length; index++) {
    blobs.writePiece(fileName, index, key, bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes));
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { name, mediaType, patientId } = about;
  insert(ctx, 'blob', {
    id: blobId,
    file_name: fileName,
    name,
    media_type: mediaType,
    size: bytes.length,
    sha256,
    patient_id: patientId,
    created_at: ctx.now(),
  });
  return { blobId, mediaType, name, size: bytes.length };
}

/** @throws 'not_found', 'file.damaged' */
export function findBlob(ctx: Context, blobId: string): { row: Row<'blob'>; key: SealingKey } {
  const row = ctx.raw.prepare('SELECT * FROM blob WHERE id = ?').get(blobId) as Row<'blob'> | undefined;
  const key = row && (row.patient_id === null ? ctx.facility.blobs.houseKey : ctx.keys.forReading(ctx.raw, row.patient_id));
  if (!row || !key) throw new AppError('not_found', { resource: 'blob' });
  return { row, key };
}

export function readPieceOf(ctx: Context, row: Row<'blob'>, key: SealingKey, index: number): Buffer {
  try {
    return ctx.facility.blobs.readPiece(row.file_name, index, key);
  } catch {
    throw new AppError('file.damaged', { name: row.media_type });
  }
}
