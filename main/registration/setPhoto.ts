import sharp from 'sharp';
import { findPatient } from '../../db/queries/patients.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { findBlob, keepBlob, readPieceOf } from '../documents/blobs.ts';
import { assertPicture } from '../documents/decodePicture.ts';
import { chunkBytes } from '../../preload/contract/documents.ts';
import type { CommandHandler } from '../facility/handlers.ts';

const side = 400; // pixels

/**
 * The uploaded picture, upright, cut to a square and small; what a camera wrote into the file (place, time) is left behind.
 * @throws 'not_found', 'file.not_an_image', 'file.damaged', 'file.too_large', 'version.conflict'
 */
export const setPhoto: CommandHandler<'registration.setPhoto', Buffer | null> = {
  prepare: async (ctx, { patientId, blobId }) => {
    if (blobId === null) return null;
    const { row, key } = findBlob(ctx, blobId);
    if (row.patient_id !== patientId) throw new AppError('not_found', { resource: 'blob' });
    const pieces = Array.from({ length: Math.ceil(row.size / chunkBytes) }, (_, index) => readPieceOf(ctx, row, key, index));
    const bytes = Buffer.concat(pieces);
    await assertPicture(bytes);
    try {
      return await sharp(bytes, { failOn: 'warning', limitInputPixels: false })
        .autoOrient()
        .resize(side, side, { fit: 'cover', position: 'attention' })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 80 })
        .toBuffer();
    } catch {
      throw new AppError('file.damaged', { format: row.media_type });
    }
  },
  run: async (ctx, { patientId, version }, picture) => {
    if (!(await findPatient(ctx.db, patientId))) throw new AppError('not_found', { resource: 'Patient' });
    const about = { name: 'photo.jpg', mediaType: 'image/jpeg', patientId };
    const photoBlobId = picture === null ? null : keepBlob(ctx, picture, about).blobId;
    return { version: amend(ctx, 'patient', patientId, { photo_blob_id: photoBlobId }, { version }), photoBlobId };
  },
  about: (input) => input.patientId,
};
