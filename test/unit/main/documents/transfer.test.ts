import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chunkBytes } from '../../../../preload/contract/documents.ts';
import { sha256Hex } from '../../../../sync/security/tokens.ts';
import { aPatient } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const bytes = randomBytes(chunkBytes * 2 + 1234);
const about = { name: 'page.jpg', mediaType: 'image/jpeg', size: bytes.length, sha256: sha256Hex(bytes) };
const piece = (offset: number) => bytes.subarray(offset, offset + chunkBytes).toString('base64');

async function uploadAll(clinic: TestClinic, patientId: string | null = null): Promise<string> {
  const { uploadId } = await clinic.call('doctor', 'blobs.begin', { ...about, patientId });
  for (let offset = 0; offset < bytes.length; offset += chunkBytes)
    await clinic.call('doctor', 'blobs.chunk', { uploadId, offset, base64: piece(offset) });
  return (await clinic.call('doctor', 'blobs.commit', { uploadId })).blobId;
}

async function downloadAll(clinic: TestClinic, blobId: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let offset = 0; ;) {
    const { base64, size } = await clinic.call('doctor', 'blobs.read', { blobId, offset });
    pieces.push(Buffer.from(base64, 'base64'));
    offset += pieces.at(-1)!.length;
    if (offset >= size) return Buffer.concat(pieces);
  }
}

test('bytes go in by pieces and come out the same; on the disk they are ciphertext', async () => {
  const clinic = await testClinic();
  const blobId = await uploadAll(clinic, await aPatient(clinic));
  expect((await downloadAll(clinic, blobId)).equals(bytes)).toBe(true);
  const folder = join(clinic.facility.dataDir, 'blobs');
  const [file] = readdirSync(folder);
  expect(readFileSync(join(folder, file!)).includes(bytes.subarray(0, 64))).toBe(false);
  expect(file).not.toContain(blobId);
});

test('a broken upload goes on where it stopped; a piece that comes twice is taken once', async () => {
  const clinic = await testClinic();
  const begin = () => clinic.call('doctor', 'blobs.begin', { ...about, patientId: null });
  const { uploadId } = await begin();
  await clinic.call('doctor', 'blobs.chunk', { uploadId, offset: 0, base64: piece(0) });
  expect(await clinic.call('doctor', 'blobs.chunk', { uploadId, offset: 0, base64: piece(0) })).toEqual({ received: chunkBytes });
  expect(await clinic.ask('doctor', 'blobs.commit', { uploadId })).toMatchObject({
    error: { code: 'blob.incomplete', data: { received: chunkBytes } },
  });
  expect(await begin()).toEqual({ uploadId, received: chunkBytes });
});

test('bytes that are not what was announced are refused', async () => {
  const clinic = await testClinic();
  const small = Buffer.from('not a picture');
  const { uploadId } = await clinic.call('doctor', 'blobs.begin', { ...about, size: small.length, sha256: sha256Hex('another') });
  await clinic.call('doctor', 'blobs.chunk', { uploadId, offset: 0, base64: small.toString('base64') });
  expect(await clinic.ask('doctor', 'blobs.commit', { uploadId })).toMatchObject({ error: { code: 'blob.hash_mismatch' } });
});

test('a changed byte on the disk is damage, not another picture', async () => {
  const clinic = await testClinic();
  const blobId = await uploadAll(clinic);
  const path = join(clinic.facility.dataDir, 'blobs', readdirSync(join(clinic.facility.dataDir, 'blobs'))[0]!);
  const stored = readFileSync(path);
  stored[100]! ^= 1;
  writeFileSync(path, stored);
  expect(await clinic.ask('doctor', 'blobs.read', { blobId, offset: 0 })).toMatchObject({ error: { code: 'file.damaged' } });
});

test('nobody adds to another person’s upload; too large a file is refused at once', async () => {
  const clinic = await testClinic();
  const { uploadId } = await clinic.call('doctor', 'blobs.begin', { ...about });
  expect(await clinic.ask('nurse', 'blobs.chunk', { uploadId, offset: 0, base64: piece(0) })).toMatchObject({
    error: { code: 'not_found' },
  });
  expect(await clinic.ask('doctor', 'blobs.begin', { ...about, size: 70 * 1024 * 1024 })).toMatchObject({
    error: { code: 'file.too_large' },
  });
});

test('a draft comes back to its owner only, and is gone when it is discarded', async () => {
  const clinic = await testClinic();
  await clinic.call('front-desk', 'drafts.save', { form: 'register', content: { familyName: 'Half-ty' } });
  await clinic.call('front-desk', 'drafts.save', { form: 'register', content: { familyName: 'Half-typed' } });
  expect(await clinic.call('front-desk', 'drafts.get', { form: 'register' })).toMatchObject({
    draft: { content: { familyName: 'Half-typed' } },
  });
  expect(await clinic.call('doctor', 'drafts.get', { form: 'register' })).toEqual({ draft: null });
  await clinic.call('front-desk', 'drafts.discard', { form: 'register' });
  expect(await clinic.call('front-desk', 'drafts.get', { form: 'register' })).toEqual({ draft: null });
});
