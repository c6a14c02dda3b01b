import { findBlob } from '../documents/blobs.ts';
import { readDelivery } from '../documents/readDelivery.ts';
import { readImage } from '../documents/readImage.ts';
import { makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';

/** Reads an uploaded delivery note on this computer. Always a draft. @throws 'not_found', 'file.not_an_image', 'file.damaged', 'file.too_large' */
export const readDeliveryNote: HostHandler<'receiving.readNote'> = async (host, seat, { blobId }) => {
  const facility = host.open();
  const ctx = makeContext(facility, seat);
  const bytes = await facility.exclusive(() => {
    const { row, key } = findBlob(ctx, blobId);
    return facility.blobs.readAll(row.file_name, row.size, key);
  });
  const items = await ctx.db.selectFrom('item').select(['id as itemId', 'name']).orderBy('sort_name').execute();
  return readDelivery(await readImage(bytes), { items, names: facility.catalogues.knowledge });
};
