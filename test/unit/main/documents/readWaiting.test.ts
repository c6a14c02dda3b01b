import { createHash } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { stopReading } from '../../../../main/documents/readImage.ts';
import { readWaitingDocuments } from '../../../../main/documents/readWaiting.ts';
import { chunkBytes } from '../../../../preload/contract/documents.ts';
import { aPatient } from '../../../support/factories.ts';
import { aPage } from '../../../support/picture.ts';
import { type TestClinic, testClinic } from '../../../support/testContext.ts';

afterAll(stopReading);

async function attached(clinic: TestClinic, patientId: string, bytes: Buffer, mediaType: string, title: string): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { uploadId } = await clinic.call('nurse', 'blobs.begin', { name: title, mediaType, size: bytes.length, sha256, patientId });
  for (let offset = 0; offset < bytes.length; offset += chunkBytes)
    await clinic.call('nurse', 'blobs.chunk', { uploadId, offset, base64: bytes.subarray(offset, offset + chunkBytes).toString('base64') });
  const { blobId } = await clinic.call('nurse', 'blobs.commit', { uploadId });
  await clinic.call('nurse', 'documents.attach', { patientId, blobId, title });
}

test('a document is found in the chart by the words in its picture, with the line they stand in; what cannot be read is tried once', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const page = await aPage({ width: 1200, height: 500 }, [
    { text: 'Lakeside Hospital', left: 120, top: 80 },
    { text: 'Cardiomegaly on X-ray', left: 120, top: 240 },
  ]);
  await attached(clinic, patientId, page, 'image/png', 'Letter');
  await attached(clinic, patientId, Buffer.from('no picture at all'), 'image/png', 'Damaged');
  const find = async (text: string, role: 'doctor' | 'laboratory' = 'doctor') =>
    (await clinic.call(role, 'timeline.of', { patientId, text, kinds: ['document'] })).entries.map(({ title, lines }) => [title, lines]);
  expect(await find('cardiomegaly')).toEqual([]);
  await readWaitingDocuments(clinic.facility);
  expect(await find('CARDIOMEGALY x-ray')).toEqual([['Letter', ['Cardiomegaly on X-ray']]]);
  expect(await find('lakeside letter')).toEqual([['Letter', ['Lakeside Hospital']]]);
  expect(await find('')).toEqual([
    ['Damaged', []],
    ['Letter', []],
  ]);
  expect(clinic.changed.flat()).toContain('document_text');
  const read = () => clinic.facility.raw.prepare('SELECT text FROM document_text ORDER BY text').pluck().all() as string[];
  expect(read()).toEqual(['', expect.stringContaining('Cardiomegaly')]);
  clinic.facility.raw.prepare('UPDATE document_text SET read_at = ?').run('before');
  await readWaitingDocuments(clinic.facility);
  expect(clinic.facility.raw.prepare(`SELECT count(*) FROM document_text WHERE read_at = 'before'`).pluck().get()).toBe(2);
}, 60_000);
