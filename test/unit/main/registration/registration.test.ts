import sharp from 'sharp';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { RawInput } from '../../../../preload/contract/index.ts';
import { aPatient, anOpenEncounter } from '../../../support/factories.ts';
import { decodeCodes, pdfPageImage, pdfPageSize, pdfText } from '../../../support/pdf.ts';
import { callAt } from '../../../support/signedIn.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

type Fact = RawInput<'registration.addFact'>['fact'];
const another = { familyName: 'Quartey', givenNames: 'Naa', sex: 'female', birthDate: '1991-02-03' } as const;

async function person() {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const add = async (fact: Fact) => (await clinic.call('front-desk', 'registration.addFact', { patientId, fact })).factId;
  const found = async (text: string) =>
    (await clinic.call('front-desk', 'patients.search', { text })).patients.map((row) => row.patientId).includes(patientId);
  return { clinic, patientId, add, found };
}
const details = (clinic: TestClinic, patientId: string) => clinic.call('front-desk', 'registration.details', { patientId });
const more = { gender: '', language: 'Twi', district: 'Sunyani', region: 'Bono', country: 'Ghana', deceasedOn: null };

test('a name in another script, a nickname, a second telephone and an insurance number lead to the person; taken back they do not', async () => {
  const { clinic, patientId, add, found } = await person();
  await add({ kind: 'name', use: 'local-script', text: 'كوفي تيتيبي' });
  const nickname = await add({ kind: 'name', use: 'nickname', text: 'Yaw' });
  await add({ kind: 'telecom', use: 'work', value: '+233 24 555 0187' });
  await add({ kind: 'identifier', system: 'insurance', issuer: 'NHIS', value: 'KX-8813542' });
  for (const text of ['كوفي', 'yaw', 'yaw tettebi', '5550187', '55 01', 'KX-8813542', '8813542'])
    expect(await found(text), text).toBe(true);
  await clinic.call('front-desk', 'registration.retractFact', { patientId, kind: 'name', factId: nickname, reason: 'the brother’s' });
  expect(await found('yaw')).toBe(false);
  expect(clinic.count('patient_name')).toBe(2);
  // a correction of the main name leaves the others findable
  const { version } = await details(clinic, patientId);
  await clinic.call('front-desk', 'patients.amend', {
    patientId,
    version,
    familyName: 'Tettey',
    givenNames: 'Kofi',
    sex: 'male',
    birthDate: '1980-05-17',
  });
  expect([await found('tettey'), await found('tettebi'), await found('8813542')]).toEqual([true, false, true]);
});

test('one number is one person’s; entered in error it is free again', async () => {
  const { clinic, patientId, add } = await person();
  const other = await aPatient(clinic, another);
  const fact: Fact = { kind: 'identifier', system: 'national', issuer: '', value: 'GHA-1' };
  const factId = await add(fact);
  const take = () => clinic.ask('front-desk', 'registration.addFact', { patientId: other, fact });
  expect(await take()).toMatchObject({ error: { code: 'identifier.taken' } });
  const retract = (of: string) =>
    clinic.ask('front-desk', 'registration.retractFact', { patientId: of, kind: 'identifier', factId, reason: 'misread' });
  expect(await retract(other)).toMatchObject({ error: { code: 'not_found' } });
  expect((await retract(patientId)).ok).toBe(true);
  expect((await take()).ok).toBe(true);
});

test('address, language and day of death are kept with their past; death before birth, or tomorrow, is refused; the second editor is told', async () => {
  const { clinic, patientId } = await person();
  const amend = (deceasedOn: string | null, version: number) =>
    clinic.ask('nurse', 'registration.amendDetails', { patientId, version, ...more, deceasedOn });
  expect(await amend('1980-05-16', 1)).toMatchObject({ error: { code: 'date.before_birth' } });
  expect(await amend('2026-11-22', 1)).toMatchObject({ error: { code: 'date.in_future' } });
  expect((await amend('2026-11-20', 1)).ok).toBe(true);
  expect(await details(clinic, patientId)).toMatchObject({ district: 'Sunyani', deceasedOn: '2026-11-20', version: 2 });
  expect(await amend(null, 1)).toMatchObject({ error: { code: 'version.conflict', data: { found: 2 } } });
});

test('what a facility requires is required, of the form that asks for it; what it does not ask is not', async () => {
  const { clinic, patientId } = await person();
  const require = (fields: RawInput<'registration.amendFields'>['fields']) =>
    callAt(clinic, clinic.seat('manager'), 'registration.amendFields', { fields });
  await require([
    { field: 'phone', label: '', isAsked: true, isRequired: true },
    { field: 'region', label: 'Province', isAsked: true, isRequired: true },
    { field: 'gender', label: '', isAsked: false, isRequired: true },
  ]);
  const register = (phone: string) => clinic.ask('front-desk', 'patients.register', { ...another, phone });
  expect(await register('')).toMatchObject({ error: { code: 'patient.field_missing', data: { fields: ['phone'] } } });
  expect((await register('024 555 01')).ok).toBe(true);
  const amended = await clinic.ask('nurse', 'registration.amendDetails', { patientId, version: 1, ...more, region: '' });
  expect(amended).toMatchObject({ error: { code: 'patient.field_missing', data: { fields: ['region'] } } });
  const { fields } = await clinic.call('front-desk', 'registration.fields', {});
  expect(fields.find(({ field }) => field === 'region')).toEqual({ field: 'region', label: 'Province', isAsked: true, isRequired: true });
  expect(fields.find(({ field }) => field === 'gender')).toMatchObject({ isAsked: false, isRequired: false });
});

test('a household is joined from either side and left; who moves in with somebody leaves the former one', async () => {
  const { clinic, patientId } = await person();
  const mother = await aPatient(clinic, another);
  const child = await aPatient(clinic, { familyName: 'Ofori', givenNames: 'Adwoa', sex: 'female', birthDate: '2024-01-09' });
  const join = (a: string, b: string) => clinic.call('nurse', 'registration.joinHousehold', { patientId: a, otherId: b });
  const household = async (of: string) => (await details(clinic, of)).household.map((row) => row.patientId).toSorted();
  await join(patientId, mother);
  await join(child, patientId);
  expect(await household(mother)).toEqual([patientId, child].toSorted());
  const aunt = await aPatient(clinic, { familyName: 'Boateng', givenNames: 'Efua', sex: 'female', birthDate: '1970-07-07' });
  await join(child, aunt);
  expect(await household(mother)).toEqual([patientId]);
  expect(await household(aunt)).toEqual([child]);
  await clinic.call('nurse', 'registration.leaveHousehold', { patientId: child });
  expect(await household(aunt)).toEqual([]);
  expect(await clinic.ask('nurse', 'registration.joinHousehold', { patientId, otherId: patientId })).toMatchObject({
    error: { code: 'household.same_person' },
  });
});

test('who lives with somebody whose record is sensitive is seen as before; the sensitive one is named and nothing else', async () => {
  const { clinic, patientId } = await person();
  const other = await aPatient(clinic, another);
  await clinic.call('nurse', 'registration.joinHousehold', { patientId, otherId: other });
  await clinic.call('doctor', 'sensitivity.mark', { patientId: other, departmentIds: [], roleCodes: ['doctor'], reason: 'by wish' });
  expect((await details(clinic, patientId)).household).toMatchObject([{ patientId: other, isRestricted: true, lastSeenAt: null }]);
  expect(await clinic.ask('front-desk', 'registration.details', { patientId: other })).toMatchObject({
    error: { code: 'patient.restricted' },
  });
});

test('somebody unknown is treated at once and named later; nothing of the visit moves', async () => {
  const clinic = await testClinic();
  const unknown = () => clinic.call('nurse', 'registration.registerUnknown', { sex: 'male', years: 40, note: 'scar on the left hand' });
  const { patientId } = await unknown();
  await unknown(); // a second one is never taken for the first
  expect(clinic.count('patient')).toBe(2);
  const encounterId = await anOpenEncounter(clinic, patientId);
  const chart = await clinic.call('doctor', 'patients.chart', { patientId });
  expect(chart.patient).toMatchObject({
    birthDate: '1986-01-01',
    birthDatePrecision: 'year',
    givenNames: 'male, ~40, scar on the left hand',
  });
  expect((await details(clinic, patientId)).isUnidentified).toBe(true);
  const identity = { familyName: 'Agyeman', givenNames: 'Kwame', sex: 'male', birthDate: '1984-03-02' } as const;
  await clinic.call('front-desk', 'patients.amend', { patientId, version: 1, ...identity, isIdentified: true });
  expect((await details(clinic, patientId)).isUnidentified).toBe(false);
  expect((await clinic.call('front-desk', 'patients.search', { text: 'kwame agyeman' })).patients[0]?.patientId).toBe(patientId);
  expect((await clinic.call('doctor', 'encounters.queue', {})).queue).toMatchObject([
    { encounterId, patient: { displayName: 'Agyeman, Kwame' } },
  ]);
});

test('a photograph becomes a small upright square without what the camera wrote into it', async () => {
  const { clinic, patientId } = await person();
  const bytes = await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#885522' } })
    .withExif({ IFD0: { Copyright: 'taken at home' } })
    .jpeg()
    .toBuffer();
  const upload = async (content: Buffer) => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const begun = { name: 'p.jpg', mediaType: 'image/jpeg', size: content.length, sha256, patientId };
    const { uploadId } = await clinic.call('nurse', 'blobs.begin', begun);
    await clinic.call('nurse', 'blobs.chunk', { uploadId, offset: 0, base64: content.toString('base64') });
    return (await clinic.call('nurse', 'blobs.commit', { uploadId })).blobId;
  };
  const { photoBlobId } = await clinic.call('nurse', 'registration.setPhoto', { patientId, version: 1, blobId: await upload(bytes) });
  const { base64 } = await clinic.call('nurse', 'blobs.read', { blobId: photoBlobId ?? '', offset: 0 });
  const photo = Buffer.from(base64, 'base64');
  const { width, height, exif } = await sharp(photo).metadata();
  expect([width, height, exif]).toEqual([400, 400, undefined]);
  const notOne = await upload(Buffer.from('%PDF-1.7 no picture'));
  expect(await clinic.ask('nurse', 'registration.setPhoto', { patientId, version: 2, blobId: notOne })).toMatchObject({
    error: { code: 'file.not_an_image' },
  });
  expect((await details(clinic, patientId)).photoBlobId).toBe(photoBlobId);
});

test('the card has the size of a bank card; both codes are the number; a scan of it finds the person', async () => {
  const { clinic, patientId, found } = await person();
  const { blobId } = await clinic.call('front-desk', 'registration.printCard', { patientId });
  const { base64 } = await clinic.call('front-desk', 'blobs.read', { blobId, offset: 0 });
  const pdf = Buffer.from(base64, 'base64');
  const { width, height } = await pdfPageSize(pdf);
  expect([Math.round(width), Math.round(height)]).toEqual([243, 153]);
  expect((await pdfText(pdf)).join(' ')).toContain('Tettebi, Kofi');
  const image = await pdfPageImage(pdf, 1, 4);
  const [number = ''] = await decodeCodes(image, 'QRCode');
  expect(await found(number)).toBe(true);
  expect(await decodeCodes(image, 'Code128')).toEqual([number]);
});
