import { createHash } from 'node:crypto';
import type { Row } from '../../db/schema/index.ts';
import { audit, insert } from '../../db/write.ts';
import { chunkBytes, maxBlobBytes } from '../../preload/contract/documents.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { findBlob, keyFor, readPieceOf } from './blobs.ts';

/** An upload of the same bytes by the same person goes on where it stopped. @throws 'file.too_large', 'not_found' */
export const beginUpload: HostHandler<'blobs.begin'> = async (host, seat, input) => {
  if (input.size > maxBlobBytes) throw new AppError('file.too_large', { megabytes: maxBlobBytes / 1024 / 1024 });
  const ctx = makeContext(host.open(), seat);
  return inTransaction(ctx, async (inside) => {
    if (input.patientId !== null) await assertPatient(inside.db, input.patientId);
    const found = inside.raw
      .prepare('SELECT id, received FROM blob_upload WHERE owner_id = ? AND sha256 = ? AND size = ? AND patient_id IS ?')
      .get(inside.user.userId, input.sha256, input.size, input.patientId) as { id: string; received: number } | undefined;
    if (found) return { uploadId: found.id, received: found.received };
    const id = inside.newId();
    inside.raw
      .prepare(
        'INSERT INTO blob_upload (id, owner_id, file_name, name, media_type, size, sha256, patient_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        id,
        inside.user.userId,
        inside.facility.blobs.fileName(id),
        input.name,
        input.mediaType,
        input.size,
        input.sha256,
        input.patientId,
        inside.now(),
      );
    return { uploadId: id, received: 0 };
  });
};

/** Pieces come in order, each of 256 KiB but the last; a piece that is already there is not written again. @throws 'not_found', 'ipc.invalid_input' */
export const uploadChunk: HostHandler<'blobs.chunk'> = async (host, seat, input) => {
  const ctx = makeContext(host.open(), seat);
  const bytes = Buffer.from(input.base64, 'base64');
  return inTransaction(ctx, (inside) => {
    const upload = findUpload(inside, input.uploadId);
    if (input.offset !== upload.received) return { received: upload.received };
    const expected = Math.min(chunkBytes, upload.size - upload.received);
    if (bytes.length !== expected || expected === 0) throw new AppError('ipc.invalid_input', { path: 'base64' });
    inside.facility.blobs.writePiece(upload.file_name, upload.received / chunkBytes, keyFor(inside, upload.patient_id), bytes);
    const received = upload.received + bytes.length;
    inside.raw.prepare('UPDATE blob_upload SET received = ? WHERE id = ?').run(received, upload.id);
    return { received };
  });
};

/** @throws 'not_found', 'blob.incomplete' { received, size }, 'blob.hash_mismatch' */
export const commitUpload: HostHandler<'blobs.commit'> = async (host, seat, { uploadId }) => {
  const ctx = makeContext(host.open(), seat);
  return inTransaction(ctx, (inside) => {
    const upload = findUpload(inside, uploadId);
    if (upload.received !== upload.size) throw new AppError('blob.incomplete', { received: upload.received, size: upload.size });
    const { blobs } = inside.facility;
    const bytes = blobs.readAll(upload.file_name, upload.size, keyFor(inside, upload.patient_id));
    inside.raw.prepare('DELETE FROM blob_upload WHERE id = ?').run(uploadId);
    if (createHash('sha256').update(bytes).digest('hex') !== upload.sha256) throw new AppError('blob.hash_mismatch');
    const { name, media_type, size, sha256, patient_id, file_name } = upload;
    insert(inside, 'blob', { id: uploadId, file_name, name, media_type, size, sha256, patient_id, created_at: inside.now() });
    return { blobId: uploadId };
  });
};

/** One piece; the first one of a person's document is told in the audit. @throws 'not_found', 'file.damaged' */
export const readBlob: HostHandler<'blobs.read'> = async (host, seat, { blobId, offset }) => {
  const ctx = makeContext(host.open(), seat);
  const { row, key } = await ctx.facility.exclusive(() => findBlob(ctx, blobId));
  const bytes =
    offset >= row.size ? Buffer.alloc(0) : readPieceOf(ctx, row, key, Math.floor(offset / chunkBytes)).subarray(offset % chunkBytes);
  if (offset === 0 && row.patient_id !== null) {
    await inTransaction(ctx, (inside) =>
      audit(inside, { action: 'read', resource: 'blob', resourceId: blobId, patientId: row.patient_id }),
    );
  }
  return { base64: bytes.toString('base64'), size: row.size, mediaType: row.media_type, name: row.name };
};

function findUpload(ctx: Context, uploadId: string): Row<'blob_upload'> {
  const upload = ctx.raw.prepare('SELECT * FROM blob_upload WHERE id = ? AND owner_id = ?').get(uploadId, ctx.user.userId) as
    | Row<'blob_upload'>
    | undefined;
  if (!upload) throw new AppError('not_found', { resource: 'upload' });
  return upload;
}
