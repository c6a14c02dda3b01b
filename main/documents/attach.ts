import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { findBlob } from './blobs.ts';

/** Puts a picture or PDF into the chart; it must have been uploaded for this person. @throws 'not_found' */
export const attach: CommandHandler<'documents.attach'> = {
  run: async (ctx, { patientId, blobId, title }) => {
    if (findBlob(ctx, blobId).row.patient_id !== patientId) throw new AppError('not_found', { resource: 'blob' });
    const documentId = ctx.newId();
    insert(ctx, 'document_reference', { id: documentId, patient_id: patientId, blob_id: blobId, title, created_at: ctx.now() });
    return { documentId };
  },
  about: (input) => input.patientId,
};
