import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { stopReading } from '../../../../main/documents/readImage.ts';
import { readWaitingDocuments } from '../../../../main/documents/readWaiting.ts';
import { ageAt } from '../../../../preload/contract/dates.ts';
import { chunkBytes, maxBlobBytes } from '../../../../preload/contract/documents.ts';
import { findEnded } from '../../../../main/duplicates/find.ts';
import { openLine, sharedClinic } from '../../../support/sharedClinic.ts';
import { type TestClinic, testClinic } from '../../../support/testContext.ts';

afterAll(stopReading);

const awa = { familyName: 'Traoré', givenNames: 'Awa', sex: 'female', birthDate: '1991-04-12', village: 'Kolda', phone: '' } as const;
const register = (clinic: TestClinic, changes: object) => clinic.ask('front-desk', 'patients.register', { ...awa, ...changes } as never);
const codeOf = async (answer: ReturnType<typeof register>) => {
  const { ok, ...rest } = await answer;
  return ok ? (rest as { value: { outcome: string } }).value.outcome : (rest as { error: { code: string } }).error.code;
};

describe('dates', () => {
  test.each([
    ['30 February', '1991-02-30', 'ipc.invalid_input'],
    ['29 February of a year without one', '1900-02-29', 'ipc.invalid_input'],
    ['a thirteenth month', '1991-13-01', 'ipc.invalid_input'],
    ['a day written otherwise', '12/04/1991', 'ipc.invalid_input'],
    ['tomorrow', '2026-11-22', 'date.in_future'],
    ['a hundred and thirty years ago', '1896-11-21', 'date.too_long_ago'],
    ['today', '2026-11-21', 'registered'],
    ['29 February', '2024-02-29', 'registered'],
    ['a hundred and twenty years ago', '1906-11-21', 'registered'],
  ])('born on %s: %s, %s', async (_, birthDate, outcome) => {
    const clinic = await testClinic();
    expect(await codeOf(register(clinic, { birthDate }))).toBe(outcome);
    expect(clinic.count('patient')).toBe(outcome === 'registered' ? 1 : 0);
  });

  test('who was born on 29 February is a year older on 1 March, and at 120 still somebody', () => {
    expect(ageAt('2020-02-29', '2026-02-28')).toEqual({ value: 5, unit: 'y' });
    expect(ageAt('2020-02-29', '2026-03-01')).toEqual({ value: 6, unit: 'y' });
    expect(ageAt('1906-11-21', '2026-11-21')).toEqual({ value: 120, unit: 'y' });
  });
});

describe('names', () => {
  const long = 'Ramanantsoa'.repeat(19).slice(0, 200);
  test.each([
    ['one letter', 'O', 'U', 'o u'],
    ['two hundred letters', long, 'Fara', long.slice(0, 11)],
    ['emoji', '🌻 Rose', '🙂', 'rose'],
    ['right to left', 'الحسين', 'فاطمة', 'فاطمة'],
    ['apostrophes of three kinds', 'N’Diaye', "M'Baye O‘Neil", "n'diaye"],
    ['a quote that would end a statement', "Robert'); DROP TABLE patient;--", 'Al', 'robert'],
  ])('%s: kept as typed, found again', async (_, familyName, givenNames, text) => {
    const clinic = await testClinic();
    expect(await codeOf(register(clinic, { familyName, givenNames }))).toBe('registered');
    const { patients } = await clinic.call('front-desk', 'patients.search', { text });
    expect(patients.map(({ displayName }) => displayName)).toEqual([`${familyName}, ${givenNames}`]);
  });

  test('more than two hundred letters and no letter at all are refused, the field is named', async () => {
    const clinic = await testClinic();
    for (const familyName of [`${long}x`, '', '   ']) {
      const answer = await register(clinic, { familyName });
      expect(answer).toMatchObject({ ok: false, error: { code: 'ipc.invalid_input', data: { path: 'familyName' } } });
    }
    expect(clinic.count('patient')).toBe(0);
  });
});

test('twins are asked about at registration, stay two when somebody says so, and nothing joins them by itself', async () => {
  const clinic = await testClinic();
  const home = { phone: '+221 77 123 45 67', birthDate: '2025-06-01' };
  expect(await codeOf(register(clinic, { ...home, givenNames: 'Hassan', sex: 'male' }))).toBe('registered');
  const seen = await clinic.call('front-desk', 'patients.findDuplicates', { ...awa, ...home, givenNames: 'Hussein', sex: 'male' });
  expect(seen.candidates.map(({ displayName }) => displayName)).toEqual(['Traoré, Hassan']);
  expect(await codeOf(register(clinic, { ...home, givenNames: 'Hussein', sex: 'male' }))).toBe('registered');
  for (const [at, familyName] of ['Sow', 'Ba', 'Keita', 'Diop'].entries())
    await register(clinic, {
      familyName,
      givenNames: ['Modou', 'Sira', 'Omar', 'Binta'][at],
      birthDate: `19${60 + at * 9}-0${at + 2}-1${at}`,
    });
  await clinic.call('doctor', 'duplicates.find', {});
  await findEnded(clinic.facility);
  const { pairs } = await clinic.call('doctor', 'duplicates.list', { show: 'same' });
  const [surviving, merged] = clinic.facility.raw.prepare(`SELECT id FROM patient WHERE family_name = 'Traoré'`).pluck().all() as string[];
  expect(pairs.filter(({ verdict }) => verdict === 'certain')).toEqual([]);
  // whoever would join them all the same is told what twins differ in
  const { warnings } = await clinic.call('doctor', 'duplicates.previewMerge', {
    surviving: { patientId: surviving ?? '' },
    merged: { patientId: merged ?? '' },
  });
  expect(warnings).toEqual(['other-given-name']);
  expect(clinic.count('patient_link')).toBe(0);
});

test('two computers register one person at once over the network: one does, the other is shown the first, both hear of it', async () => {
  const { clinic, pairHere } = await sharedClinic();
  const seats = [openLine(await pairHere('Desk 1')), openLine(await pairHere('Desk 2'))];
  for (const seat of seats) {
    await seat.isIn('online');
    expect(await seat.signIn('doctor')).toMatchObject({ ok: true });
  }
  const answers = await Promise.all(seats.map((seat, at) => seat.ask('patients.register', awa, `intent-${at}`)));
  const outcomes = answers.map((answer) => (answer as unknown as { value: { outcome: string } }).value.outcome);
  expect(outcomes.toSorted()).toEqual(['likely-duplicate', 'registered']);
  expect(clinic.count('patient')).toBe(1);
  const told = answers[outcomes.indexOf('likely-duplicate')] as unknown as { value: { candidates: { displayName: string }[] } };
  expect(told.value.candidates.map(({ displayName }) => displayName)).toEqual(['Traoré, Awa']);
  for (const seat of seats) {
    await expect.poll(() => seat.messages.flatMap((message) => (message.t === 'changed' ? message.tables : []))).toContain('patient');
  }
}, 30_000);

describe('an image of 60 MB', () => {
  const jpeg = Buffer.alloc(60 * 1024 * 1024, 0x55);
  jpeg.set([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]);

  async function uploaded(clinic: TestClinic, patientId: string): Promise<string> {
    const sha256 = createHash('sha256').update(jpeg).digest('hex');
    const begun = { name: 'scan.jpg', mediaType: 'image/jpeg', size: jpeg.length, sha256, patientId };
    const { uploadId } = await clinic.call('nurse', 'blobs.begin', begun);
    for (let offset = 0; offset < jpeg.length; offset += chunkBytes) {
      const base64 = jpeg.subarray(offset, offset + chunkBytes).toString('base64');
      await clinic.call('nurse', 'blobs.chunk', { uploadId, offset, base64 });
    }
    return (await clinic.call('nurse', 'blobs.commit', { uploadId })).blobId;
  }

  test('is kept whole as a document, is refused as a photograph, and is not tried to be read for ever', async () => {
    const clinic = await testClinic();
    const answer = await clinic.call('front-desk', 'patients.register', awa);
    if (answer.outcome !== 'registered') throw new Error('not registered');
    const { patientId } = answer;
    const blobId = await uploaded(clinic, patientId);
    expect(await clinic.ask('nurse', 'registration.setPhoto', { patientId, version: 1, blobId })).toMatchObject({
      error: { code: 'file.too_large' },
    });
    await clinic.call('nurse', 'documents.attach', { patientId, blobId, title: 'Scan' });
    const { size, base64 } = await clinic.call('nurse', 'blobs.read', { blobId, offset: jpeg.length - 3 });
    expect([size, base64]).toEqual([jpeg.length, Buffer.from([0x55, 0x55, 0x55]).toString('base64')]);
    await readWaitingDocuments(clinic.facility);
    expect(clinic.facility.raw.prepare('SELECT text FROM document_text').pluck().all()).toEqual(['']);
  }, 60_000);

  test('one beyond what is kept at all is refused before a byte of it is sent', async () => {
    const clinic = await testClinic();
    const begun = { name: 'scan.jpg', mediaType: 'image/jpeg', size: maxBlobBytes + 1, sha256: 'a'.repeat(64), patientId: null };
    expect(await clinic.ask('nurse', 'blobs.begin', begun)).toMatchObject({ error: { code: 'file.too_large' } });
  });
});
