import { expect, test } from 'vitest';
import { aPatient, aPrescription } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

test('a stop needs a typed reason for that very finding; the reason is kept with the answer as it was seen', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  await clinic.call('nurse', 'allergies.record', { patientId, substance: 'penicillin' });
  const order = { patientId, medicine: 'Amoxicillin 500 mg capsule', directions: '1 capsule three times a day', quantity: 21 };
  expect(await clinic.ask('doctor', 'prescriptions.prescribe', order)).toMatchObject({
    error: { code: 'prescription.reason_needed', data: { stops: 1 } },
  });
  const wrong = { ...order, overrides: [{ cause: 'something else', reason: 'I know better' }] };
  expect((await clinic.ask('doctor', 'prescriptions.prescribe', wrong)).ok).toBe(false);
  expect(clinic.count('medication_request')).toBe(0);
  const [finding] = (await clinic.call('doctor', 'prescriptions.check', { patientId, medicine: order.medicine })).findings;
  await clinic.call('doctor', 'prescriptions.prescribe', {
    ...order,
    overrides: [{ cause: finding!.cause, reason: 'tested negative in 2025' }],
  });
  const kept = clinic.facility.raw.prepare('SELECT safety, overrides FROM medication_request').get() as {
    safety: string;
    overrides: string;
  };
  expect(JSON.parse(kept.safety).findings).toHaveLength(1);
  expect(JSON.parse(kept.overrides)).toEqual([{ cause: finding!.cause, reason: 'tested negative in 2025' }]);
});

test('numbers count without a gap: a refused prescription takes none', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const numbers: string[] = [];
  for (const quantity of [10, 0, 20]) {
    const answer = await clinic.ask('doctor', 'prescriptions.prescribe', {
      patientId,
      medicine: 'Ibuprofen 400 mg',
      directions: 'twice a day',
      quantity,
    });
    if (answer.ok) numbers.push(answer.value.number);
  }
  expect(numbers.map((number) => number.split('-')[2])).toEqual(['A00001', 'A00002']);
});

test('what could not be checked is said: a medicine that nothing is known of, allergies that nobody asked for', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const { coverage } = await clinic.call('doctor', 'prescriptions.check', { patientId, medicine: 'Zorbuline 5 mg tablet' });
  expect(coverage.checked).toEqual([]);
  expect(coverage.unchecked.map((entry) => entry.code)).toContain('unmatched');
  const known = await clinic.call('doctor', 'prescriptions.check', { patientId, medicine: 'Ibuprofen 400 mg tablet' });
  expect(known.coverage.unchecked.map((entry) => entry.code)).toContain('not_asked');
});

test('a stopped prescription is not handed out', async () => {
  const clinic = await testClinic();
  const medicationRequestId = await aPrescription(clinic);
  await clinic.call('doctor', 'prescriptions.stop', { medicationRequestId, reason: 'allergy found' });
  const answer = await clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 1 }] });
  expect(answer).toMatchObject({ error: { code: 'prescription.not_active', data: { status: 'stopped' } } });
});

test('printing gives a PDF under the person’s key and tells it in the audit', async () => {
  const clinic = await testClinic();
  const medicationRequestId = await aPrescription(clinic);
  const blob = await clinic.call('pharmacy-clerk', 'prescriptions.print', { medicationRequestId });
  const piece = await clinic.call('pharmacy-clerk', 'blobs.read', { blobId: blob.blobId, offset: 0 });
  expect(Buffer.from(piece.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  expect(
    clinic.facility.raw.prepare(`SELECT count(*) FROM audit_event WHERE action = 'print' AND patient_id IS NOT NULL`).pluck().get(),
  ).toBe(1);
});
