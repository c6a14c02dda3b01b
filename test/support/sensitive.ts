import { aPatient, anOpenEncounter, signed } from './factories.ts';
import type { TestClinic } from './testContext.ts';

/** Stands in everything clinical that `aFullRecord` writes, and nowhere else. */
export const canary = 'Canaryline';

export type FullRecord = {
  patientId: string;
  encounterId: string;
  medicationRequestId: string;
  allergyId: string;
  blobId: string;
  appointmentId: string;
};

/** A person with something in every part of the chart. */
export async function aFullRecord(clinic: TestClinic): Promise<FullRecord> {
  const patientId = await aPatient(clinic);
  const practitionerId = clinic.seat('doctor').user?.practitionerId ?? '';
  const startAt = '2026-11-21T10:00:00.000Z';
  const { appointmentId } = await clinic.call('front-desk', 'appointments.book', { patientId, practitionerId, startAt, reason: canary });
  const encounterId = await anOpenEncounter(clinic, patientId);
  clinic.facility.raw.prepare('UPDATE encounter SET reason = ? WHERE id = ?').run(`${canary} cough`, encounterId);
  const { allergyId } = await clinic.call('doctor', 'allergies.record', {
    patientId,
    substance: 'Penicillin',
    reaction: canary,
    criticality: 'high',
  });
  await clinic.call('doctor', 'encounters.recordDiagnosis', {
    encounterId,
    coding: { system: 'local', code: canary, display: `${canary} disease` },
  });
  const { medicationRequestId } = await clinic.call('doctor', 'prescriptions.prescribe', {
    patientId,
    encounterId,
    medicine: `${canary} 5 mg tablet`,
    directions: `1 ${canary} a day`,
    quantity: 5,
  });
  await signed(clinic, patientId, medicationRequestId);
  const { blobId } = await clinic.call('doctor', 'prescriptions.print', { medicationRequestId });
  await clinic.call('doctor', 'documents.attach', { patientId, blobId, title: `${canary} letter` });
  return { patientId, encounterId, medicationRequestId, allergyId, blobId, appointmentId };
}
