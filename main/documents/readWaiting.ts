import { keepDocumentText, nextUnreadDocument } from '../../db/queries/documents.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type Facility, inTransaction, makeContext, type Seat } from '../facility/context.ts';
import { findBlob } from './blobs.ts';
import { readImage } from './readImage.ts';

const program: Seat = { id: 'documents', kind: 'command', user: null };

/**
 * Reads pictures in charts that were not read yet, one after another, so that the chart's search finds their words.
 * What cannot be read is noted as empty and not tried again; nothing else is made of the text.
 */
export async function readWaitingDocuments(facility: Facility, most = 20): Promise<void> {
  const ctx = makeContext(facility, program);
  for (let read = 0; read < most; read++) {
    const found = await facility.exclusive(() => {
      const next = nextUnreadDocument(ctx.raw);
      if (!next) return null;
      const { row, key } = findBlob(ctx, next.blobId);
      return { ...next, bytes: facility.blobs.readAll(row.file_name, row.size, key) };
    });
    if (!found) return;
    const text = await wordsIn(found.bytes);
    await inTransaction(ctx, async (inside) => {
      keepDocumentText(inside.raw, { id: found.id, patient_id: found.patientId, text, read_at: inside.now() });
      inside.touched.add('document_text');
    });
  }
}

async function wordsIn(picture: Uint8Array): Promise<string> {
  try {
    return (await readImage(picture)).text;
  } catch (error) {
    if (error instanceof AppError && error.code !== 'ocr.cancelled' && error.code !== 'ocr.failed') return '';
    throw error;
  }
}
