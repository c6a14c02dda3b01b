import { AppError } from '../../../preload/contract/errors.ts';
import { mostPackBytes, type Pack } from '../../../sync/packs/format.ts';
import { findBlob } from '../../documents/blobs.ts';
import type { Context } from '../../facility/context.ts';
import { checkPack } from './check.ts';

/** @throws 'not_found', 'file.damaged' and what checkPack refuses */
export async function readPackBlob(ctx: Context, blobId: string): Promise<{ pack: Pack; file: Buffer }> {
  const { row, key } = await ctx.facility.exclusive(() => findBlob(ctx, blobId));
  if (row.patient_id !== null) throw new AppError('not_found', { resource: 'blob' }); // a person's paper is no pack
  if (row.size > 2 * mostPackBytes) throw new AppError('knowledge.too_large', { megabytes: mostPackBytes / 1024 / 1024 });
  const file = ctx.facility.blobs.readAll(row.file_name, row.size, key);
  return { pack: checkPack(file, ctx.facility.catalogues.publishers), file };
}
