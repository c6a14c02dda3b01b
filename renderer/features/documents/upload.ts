import { chunkBytes, maxBlobBytes } from '../../../preload/contract/documents.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import { call } from '../../lib/api.ts';
import { sha256, toBase64 } from './bytes.ts';

export type UploadOptions = {
  patientId?: string | null;
  /** bytes that have arrived, of how many */
  onProgress?: (received: number, size: number) => void;
  /** stops between two pieces; what has arrived is kept for going on later */
  signal?: AbortSignal;
};

const attempts = 4;

/**
 * Sends a file in pieces and answers its blobId. A broken upload goes on where it stopped: the facility knows the file by its hash.
 * @throws AppError 'file.too_large', or what the facility refuses; an aborted signal's reason
 */
export async function uploadBlob(file: File, options: UploadOptions = {}): Promise<string> {
  if (file.size > maxBlobBytes) throw new AppError('file.too_large', { size: file.size });
  if (file.size === 0) throw new AppError('file.damaged');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const hash = await sha256(bytes);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendOnce(file, bytes, hash, options);
    } catch (error) {
      const isBroken = error instanceof AppError && error.code === 'ipc.disconnected';
      if (!isBroken || attempt === attempts) throw error;
    }
  }
}

async function sendOnce(file: File, bytes: Uint8Array, hash: string, options: UploadOptions): Promise<string> {
  const begun = await call('blobs.begin', {
    name: file.name.slice(-200) || 'picture',
    mediaType: file.type || 'application/octet-stream',
    size: bytes.length,
    sha256: hash,
    patientId: options.patientId ?? null,
  });
  let { received } = begun;
  options.onProgress?.(received, bytes.length);
  while (received < bytes.length) {
    options.signal?.throwIfAborted();
    const piece = bytes.subarray(received, received + chunkBytes);
    const answer = await call('blobs.chunk', { uploadId: begun.uploadId, offset: received, base64: toBase64(piece) });
    if (answer.received <= received) throw new AppError('blob.incomplete');
    received = answer.received;
    options.onProgress?.(received, bytes.length);
  }
  options.signal?.throwIfAborted();
  const { blobId } = await call('blobs.commit', { uploadId: begun.uploadId });
  return blobId;
}
