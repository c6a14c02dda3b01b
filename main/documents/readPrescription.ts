import { makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { findBlob } from './blobs.ts';
import { readImage } from './readImage.ts';
import { readLabel } from './readLabel.ts';

/** Reads an uploaded picture on this computer. Always a draft. @throws 'not_found', 'file.not_an_image', 'file.damaged', 'file.too_large' */
export const readPrescription: HostHandler<'documents.readPrescription'> = async (host, seat, { blobId }) => {
  const facility = host.open();
  const ctx = makeContext(facility, seat);
  const bytes = await facility.exclusive(() => {
    const { row, key } = findBlob(ctx, blobId);
    return facility.blobs.readAll(row.file_name, row.size, key);
  });
  return readLabel(await readImage(bytes), facility.catalogues.knowledge);
};
