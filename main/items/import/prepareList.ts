import { listKnownItems } from '../../../db/queries/items.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import type { ImportReading } from '../../../preload/contract/items.ts';
import { findBlob } from '../../documents/blobs.ts';
import type { Context } from '../../facility/context.ts';
import { minorDigitsOf } from '../minorDigits.ts';
import type { WorkerJob } from './import.worker.ts';
import { type ReadingThread, readInWorker } from './inWorker.ts';
import type { Locale } from './words.ts';

type Wanted = { what: WorkerJob['what']; blobId: string; locale: Locale; reading: ImportReading | null };

/** The list's bytes and what is here already, given to a thread. @throws 'not_found', 'file.damaged' */
export async function startReading(
  ctx: Context,
  { what, blobId, locale, reading }: Wanted,
): Promise<{ fileName: string; thread: ReadingThread }> {
  const { facility } = ctx;
  const { row, key } = await facility.exclusive(() => findBlob(ctx, blobId));
  if (row.patient_id !== null) throw new AppError('not_found', { resource: 'blob' }); // a person's paper is no list of items
  const bytes = facility.blobs.readAll(row.file_name, row.size, key);
  const existing = await facility.exclusive(() => listKnownItems(ctx.raw));
  const minorDigits = minorDigitsOf(facility.self.currency);
  return { fileName: row.name, thread: readInWorker({ what, bytes, existing, reading, today: ctx.today(), minorDigits, locale }) };
}
