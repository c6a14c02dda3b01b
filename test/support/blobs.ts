import { createHash } from 'node:crypto';
import type { RoleCode } from '../../main/security/roles.ts';
import { chunkBytes } from '../../preload/contract/documents.ts';
import type { TestClinic } from './testContext.ts';

/** A file, uploaded in pieces as a screen does it. */
export async function aBlob(clinic: TestClinic, role: RoleCode, bytes: Buffer, name: string, mediaType = 'text/csv'): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { uploadId } = await clinic.call(role, 'blobs.begin', { name, mediaType, size: bytes.length, sha256 });
  for (let offset = 0; offset < bytes.length; offset += chunkBytes)
    await clinic.call(role, 'blobs.chunk', { uploadId, offset, base64: bytes.subarray(offset, offset + chunkBytes).toString('base64') });
  return (await clinic.call(role, 'blobs.commit', { uploadId })).blobId;
}
