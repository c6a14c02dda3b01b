import type { BlobRef } from '../../../preload/contract/common.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import { call } from '../../lib/api.ts';
import { fromBase64 } from './bytes.ts';

/** The whole of a stored file, read piece by piece. @throws AppError 'blob.incomplete' */
export async function readBlob(
  blobId: string,
  signal?: AbortSignal,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string; name: string }> {
  let bytes: Uint8Array<ArrayBuffer> | null = null;
  let offset = 0;
  for (;;) {
    const { base64, size, mediaType, name } = await call('blobs.read', { blobId, offset });
    signal?.throwIfAborted();
    const piece = fromBase64(base64);
    bytes ??= new Uint8Array(size);
    if (piece.length === 0 && offset < size) throw new AppError('blob.incomplete');
    bytes.set(piece, offset);
    offset += piece.length;
    if (offset >= size) return { bytes, mediaType, name };
  }
}

/** Lets the user keep a PDF: by the system's own dialog in the application, among the downloads of a browser. */
export async function saveBlob(ref: BlobRef): Promise<'saved' | 'cancelled'> {
  const { bytes, mediaType } = await readBlob(ref.blobId);
  return saveBytes(bytes, mediaType, ref.name);
}

/** A PDF or CSV made for this user alone. */
export async function saveBytes(bytes: Uint8Array<ArrayBuffer>, mediaType: string, name: string): Promise<'saved' | 'cancelled'> {
  if (window.medvault) return (await window.medvault.savePdf(bytes, name)) ? 'saved' : 'cancelled';
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return 'saved';
}
