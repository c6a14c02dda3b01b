import { expect, test } from 'vitest';
import { emptyNote } from '../../../../preload/contract/compositions.ts';
import { aPatient, anOpenEncounter } from '../../../support/factories.ts';
import { pdfText } from '../../../support/pdf.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const sections = { ...emptyNote, subjective: 'Cough for three days', plan: 'Rest, fluids' };

async function visit() {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  return { clinic, patientId, encounterId: await anOpenEncounter(clinic, patientId) };
}
const read = (clinic: TestClinic, encounterId: string) => clinic.call('doctor', 'compositions.ofEncounter', { encounterId });

test('a note is one a visit, changed until the visit is closed, then signed by who closed it; an addendum stands beside it', async () => {
  const { clinic, encounterId } = await visit();
  const first = await clinic.call('nurse', 'compositions.saveNote', { encounterId, sections, version: null });
  const again = await clinic.call('doctor', 'compositions.saveNote', {
    encounterId,
    sections: { ...sections, assessment: 'Cold' },
    version: 1,
  });
  expect(again).toEqual({ compositionId: first.compositionId, version: 2 });
  expect(await clinic.ask('doctor', 'compositions.addAddendum', { encounterId, text: 'too early' })).toMatchObject({
    error: { code: 'encounter.open' },
  });
  await clinic.call('doctor', 'encounters.finish', { encounterId });
  expect((await read(clinic, encounterId)).note).toMatchObject({
    status: 'final',
    authorName: 'Test nurse',
    signedByName: 'Test doctor',
    signedAt: clinic.clock.now,
    sections: { ...sections, assessment: 'Cold' },
  });
  expect(await clinic.ask('doctor', 'compositions.saveNote', { encounterId, sections, version: 3 })).toMatchObject({
    error: { code: 'encounter.closed' },
  });
  await clinic.call('doctor', 'compositions.addAddendum', { encounterId, text: 'Sputum came back negative' });
  const after = await read(clinic, encounterId);
  expect(after.addenda).toMatchObject([{ text: 'Sputum came back negative', status: 'final', signedByName: 'Test doctor' }]);
  expect(after.note?.sections).toEqual({ ...sections, assessment: 'Cold' });
});

test('of two who write the same note the second is told, and the first text stands', async () => {
  const { clinic, encounterId } = await visit();
  await clinic.call('nurse', 'compositions.saveNote', { encounterId, sections, version: null });
  const late = { ...emptyNote, plan: 'Amoxicillin' };
  for (const version of [null, 7]) {
    expect(await clinic.ask('doctor', 'compositions.saveNote', { encounterId, sections: late, version })).toMatchObject({
      error: { code: 'version.conflict' },
    });
  }
  expect((await read(clinic, encounterId)).note?.sections).toEqual(sections);
  expect((await clinic.call('nurse', 'compositions.saveNote', { encounterId, sections, version: 1 })).version).toBe(1);
});

test('what a note said before stays in the audit, sealed; the note in clear is nowhere outside the encrypted file', async () => {
  const { clinic, encounterId } = await visit();
  await clinic.call('doctor', 'compositions.saveNote', { encounterId, sections, version: null });
  await clinic.call('doctor', 'compositions.saveNote', { encounterId, sections: emptyNote, version: 1 });
  const bodies = clinic.facility.raw.prepare(`SELECT is_sealed, body FROM audit_event WHERE resource = 'composition'`).all() as {
    is_sealed: number;
    body: Buffer;
  }[];
  expect(bodies).toHaveLength(2);
  for (const { is_sealed, body } of bodies) {
    expect(is_sealed).toBe(1);
    expect(body.toString('latin1')).not.toContain('Cough');
  }
});

test('a referral holds what was known when it was signed; a medical certificate gives no diagnosis away', async () => {
  const { clinic, patientId, encounterId } = await visit();
  await clinic.call('nurse', 'allergies.record', { patientId, substance: 'penicillin', reaction: 'rash' });
  await clinic.call('doctor', 'encounters.recordDiagnosis', {
    encounterId,
    coding: { system: 'http://hl7.org/fhir/sid/icd-10', edition: '2019', code: 'J18.9', display: 'Pneumonia, unspecified' },
  });
  const referral = await clinic.call('doctor', 'compositions.writeLetter', {
    encounterId,
    letter: { type: 'referral', to: 'Lakeside District Hospital', urgency: 'urgent', question: 'Chest X-ray and admission?' },
  });
  const sick = await clinic.call('doctor', 'compositions.writeLetter', {
    encounterId,
    letter: { type: 'sick-note', from: '2026-11-21', until: '2026-11-23', note: '' },
  });
  const text = async (compositionId: string) => {
    const { blobId, mediaType, size } = await clinic.call('doctor', 'compositions.print', { compositionId });
    expect(mediaType).toBe('application/pdf');
    const { base64 } = await clinic.call('doctor', 'blobs.read', { blobId, offset: 0 });
    const bytes = Buffer.from(base64, 'base64');
    expect(bytes.length).toBe(size);
    return (await pdfText(bytes)).join('\n');
  };
  const letter = await text(referral.compositionId);
  for (const words of ['Lakeside District Hospital', 'Urgent', 'Chest X-ray', 'penicillin (rash)', 'Pneumonia', 'Test doctor', 'Tettebi'])
    expect(letter).toContain(words);
  const certificate = await text(sick.compositionId);
  expect(certificate).toContain('21 Nov 2026');
  expect(certificate).toContain('3 days');
  for (const words of ['Pneumonia', 'penicillin', 'J18']) expect(certificate).not.toContain(words);
  expect(clinic.facility.raw.prepare(`SELECT count(*) FROM audit_event WHERE action = 'print'`).pluck().get()).toBe(2);
});

test('a certificate that ends before it begins is refused; who did not write a letter cannot take it back', async () => {
  const { clinic, encounterId } = await visit();
  const backwards = { type: 'sick-note', from: '2026-11-23', until: '2026-11-21', note: '' } as const;
  expect(await clinic.ask('doctor', 'compositions.writeLetter', { encounterId, letter: backwards })).toMatchObject({
    error: { code: 'date.invalid' },
  });
  const { compositionId } = await clinic.call('doctor', 'compositions.writeLetter', {
    encounterId,
    letter: { ...backwards, from: '2026-11-21' },
  });
  const take = (role: 'nurse' | 'doctor') =>
    clinic.ask(role, 'compositions.enteredInError', { compositionId, version: 1, reason: 'another person' });
  expect(await take('nurse')).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect((await take('doctor')).ok).toBe(true);
  expect((await read(clinic, encounterId)).letters).toEqual([]);
  expect(clinic.count('composition')).toBe(1);
  expect(await clinic.ask('doctor', 'compositions.print', { compositionId })).toMatchObject({ error: { code: 'not_found' } });
});

test('phrases: one’s own and the facility’s; a name once each; another’s own is as if it were not', async () => {
  const { clinic } = await visit();
  const keep = (role: 'nurse' | 'doctor', shortcut: string, isShared = false) =>
    clinic.ask(role, 'phrases.save', { shortcut, sections, isShared });
  const own = await keep('doctor', 'fever');
  expect(own.ok).toBe(true);
  expect((await keep('doctor', 'fever', true)).ok).toBe(true);
  expect(await keep('doctor', 'fever')).toMatchObject({ error: { code: 'phrase.name_taken' } });
  expect((await clinic.call('nurse', 'phrases.list', {})).phrases).toMatchObject([{ shortcut: 'fever', isShared: true }]);
  expect((await clinic.call('doctor', 'phrases.list', {})).phrases.map(({ isShared }) => isShared)).toEqual([false, true]);
  const phraseId = own.ok ? own.value.phraseId : '';
  expect(await clinic.ask('nurse', 'phrases.retire', { phraseId, version: 1 })).toMatchObject({ error: { code: 'not_found' } });
  await clinic.call('doctor', 'phrases.retire', { phraseId, version: 1 });
  expect((await clinic.call('doctor', 'phrases.list', {})).phrases.map(({ isShared }) => isShared)).toEqual([true]);
  expect((await keep('doctor', 'fever')).ok).toBe(true);
});
