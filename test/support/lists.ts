import { createHash } from 'node:crypto';
import type { ImportReading } from '../../preload/contract/items.ts';
import { chunkBytes } from '../../preload/contract/documents.ts';
import { importEnded } from '../../main/items/import/run.ts';
import type { TestClinic } from './testContext.ts';

/** Sends a file like a screen does. */
export async function anUpload(clinic: TestClinic, bytes: Uint8Array, name = 'items.csv'): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { uploadId } = await clinic.call('pharmacy-clerk', 'blobs.begin', { name, mediaType: 'text/csv', size: bytes.length, sha256 });
  for (let offset = 0; offset < bytes.length; offset += chunkBytes) {
    const base64 = Buffer.from(bytes.subarray(offset, offset + chunkBytes)).toString('base64');
    await clinic.call('pharmacy-clerk', 'blobs.chunk', { uploadId, offset, base64 });
  }
  return (await clinic.call('pharmacy-clerk', 'blobs.commit', { uploadId })).blobId;
}

/** Looks at a list and imports it to its end, as it was guessed. */
export async function importList(clinic: TestClinic, content: string | Uint8Array, change: Partial<ImportReading> = {}) {
  const blobId = await anUpload(clinic, typeof content === 'string' ? Buffer.from(content) : content);
  const preview = await clinic.call('pharmacy-clerk', 'items.previewImport', { blobId });
  const reading = { ...preview.reading, ...change };
  await clinic.call('pharmacy-clerk', 'items.import', { blobId, reading });
  await importEnded(clinic.facility);
  const { last } = await clinic.call('pharmacy-clerk', 'items.imports', {});
  if (!last) throw new Error('nothing was imported');
  return { preview, last, blobId, reading };
}
