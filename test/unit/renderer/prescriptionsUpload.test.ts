import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chunkBytes, maxBlobBytes } from '../../../preload/contract/documents.ts';
import { uploadBlob } from '../../../renderer/features/documents/upload.ts';
import { startClient } from '../../../renderer/lib/api.ts';
import type { Client } from '../../../renderer/lib/client.ts';
import { fakeFacility } from '../../support/fakeFacility.ts';

const uploadId = '01a200d7-7de1-76cc-a5b9-2d1b50f2ec7a';
const blobId = '01a200d7-7de1-76cc-a5b9-2d1b50f2ec7b';
let facility: ReturnType<typeof fakeFacility>;
let client: Client;

beforeEach(() => {
  facility = fakeFacility();
  client = startClient(facility.connect);
  facility.open();
});
afterEach(() => client.close());

const picture = (size: number) => new File([new Uint8Array(size).fill(7)], 'rx.jpg', { type: 'image/jpeg' });
const chunks = () =>
  facility.received
    .filter((request) => request.method === 'blobs.chunk')
    .map((request) => request.input as { offset: number; base64: string });
const received = (method: string, times = 1) =>
  vi.waitFor(() => expect(facility.received.filter((one) => one.method === method)).toHaveLength(times));

test('a file goes in pieces of 256 KiB, and progress is told', async () => {
  const told: number[] = [];
  const done = uploadBlob(picture(chunkBytes + 10), { onProgress: (bytes) => told.push(bytes) });
  await received('blobs.begin');
  expect(facility.received[0]?.input).toMatchObject({
    name: 'rx.jpg',
    mediaType: 'image/jpeg',
    size: chunkBytes + 10,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  facility.answer('blobs.begin', { uploadId, received: 0 });
  await received('blobs.chunk', 1);
  facility.answer('blobs.chunk', { received: chunkBytes });
  await received('blobs.chunk', 2);
  facility.answer('blobs.chunk', { received: chunkBytes + 10 });
  await received('blobs.commit');
  facility.answer('blobs.commit', { blobId });
  expect(await done).toBe(blobId);
  expect(chunks().map(({ offset, base64 }) => [offset, atob(base64).length])).toEqual([
    [0, chunkBytes],
    [chunkBytes, 10],
  ]);
  expect(told).toEqual([0, chunkBytes, chunkBytes + 10]);
});

test('an upload that was broken goes on where it stopped', async () => {
  const done = uploadBlob(picture(chunkBytes * 2 + 5));
  await received('blobs.begin');
  facility.answer('blobs.begin', { uploadId, received: chunkBytes * 2 });
  await received('blobs.chunk');
  expect(chunks()[0]?.offset).toBe(chunkBytes * 2);
  facility.answer('blobs.chunk', { received: chunkBytes * 2 + 5 });
  await received('blobs.commit');
  facility.close(); // a commit is not sent twice: the client says that it was cut off, and the file is begun again
  facility.open();
  await received('blobs.begin', 2);
  facility.answer('blobs.begin', { uploadId, received: chunkBytes * 2 + 5 });
  await received('blobs.commit', 2);
  facility.answer('blobs.commit', { blobId });
  expect(await done).toBe(blobId);
});

test('stopping ends between two pieces, and nothing is committed', async () => {
  const controller = new AbortController();
  const done = uploadBlob(picture(chunkBytes + 10), { signal: controller.signal });
  await received('blobs.begin');
  facility.answer('blobs.begin', { uploadId, received: 0 });
  await received('blobs.chunk');
  controller.abort();
  facility.answer('blobs.chunk', { received: chunkBytes });
  await expect(done).rejects.toThrow(/abort/i);
  expect(facility.received.some((request) => request.method === 'blobs.commit')).toBe(false);
});

test('too large, empty, or a far end that takes nothing: refused in words', async () => {
  const huge = { size: maxBlobBytes + 1 } as File;
  await expect(uploadBlob(huge)).rejects.toMatchObject({ code: 'file.too_large' });
  await expect(uploadBlob(picture(0))).rejects.toMatchObject({ code: 'file.damaged' });
  const done = uploadBlob(picture(10));
  await received('blobs.begin');
  facility.answer('blobs.begin', { uploadId, received: 0 });
  await received('blobs.chunk');
  facility.answer('blobs.chunk', { received: 0 });
  await expect(done).rejects.toMatchObject({ code: 'blob.incomplete' });
});
