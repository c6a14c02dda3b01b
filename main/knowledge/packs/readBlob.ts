import { AppError } from '../../../preload/contract/errors.ts';
import { findBlob } from '../../documents/blobs.ts';
import type { Context } from '../../facility/context.ts';
import { shippedTables } from '../shipped.ts';
import { checkTables } from './checkTables.ts';
import { assertReadable } from './installed.ts';
import { decodePack, mostPackBytes, type Pack } from '../../../sync/packs/format.ts';

/** @throws 'not_found', 'file.damaged' and what decodePack and checkTables refuse */
export async function readPackBlob(ctx: Context, blobId: string): Promise<{ pack: Pack; file: Buffer }> {
  const { row, key } = await ctx.facility.exclusive(() => findBlob(ctx, blobId));
  if (row.patient_id !== null) throw new AppError('not_found', { resource: 'blob' }); // a person's paper is no pack
  if (row.size > 2 * mostPackBytes) throw new AppError('knowledge.too_large', { megabytes: mostPackBytes / 1024 / 1024 });
  const file = ctx.facility.blobs.readAll(row.file_name, row.size, key);
  const pack = decodePack(file, ctx.facility.catalogues.publishers);
  checkTables(pack.tables, shippedTables(), pack.manifest.signer.kind === 'publisher');
  assertReadable(pack);
  return { pack, file };
}
