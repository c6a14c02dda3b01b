import type { RawInput } from '../../preload/contract/index.ts';
import { doctorsPassword, type TestClinic } from './testContext.ts';

/** Defaults stand here; a test says only what it is about. Everything goes through the dispatcher. */
export async function aPatient(clinic: TestClinic, person: Partial<RawInput<'patients.register'>> = {}): Promise<string> {
  const answer = await clinic.call('front-desk', 'patients.register', {
    familyName: 'Tettebi',
    givenNames: 'Kofi',
    sex: 'male',
    birthDate: '1980-05-17',
    ...person,
  });
  if (answer.outcome !== 'registered') throw new Error('the test patient resembles another one');
  return answer.patientId;
}

export async function anItem(clinic: TestClinic, item: Partial<RawInput<'inventory.addItem'>> = {}): Promise<string> {
  const product = { ingredients: [{ inn: 'amoxicillin', strength: 500, unit: 'mg' }], form: 'capsule', unit: 'capsule', atc: null };
  return (await clinic.call('pharmacy-clerk', 'inventory.addItem', { name: 'Amoxicillin 500 mg capsule', product, packSize: 100, ...item }))
    .itemId;
}

export async function aLot(
  clinic: TestClinic,
  lot: { itemId: string; expiry: string | null; onHand: number; lotNumber?: string },
): Promise<string> {
  const { itemId, expiry, onHand, lotNumber = `LOT-${expiry}` } = lot;
  return (await clinic.call('pharmacy-clerk', 'inventory.receive', { itemId, lotNumber, expiry, quantity: onHand })).lotId;
}

export async function aPrescription(clinic: TestClinic, order: Partial<RawInput<'prescriptions.prescribe'>> = {}): Promise<string> {
  const patientId = order.patientId ?? (await aPatient(clinic));
  const prescribed = await clinic.call('doctor', 'prescriptions.prescribe', {
    medicine: 'Amoxicillin 500 mg capsule',
    directions: '1 capsule three times a day',
    quantity: 21,
    ...order,
    patientId,
  });
  const { medicationRequestId } = prescribed;
  await signed(clinic, patientId, medicationRequestId);
  return medicationRequestId;
}

/** The doctor's signature under lines as they stand now. */
export async function signed(clinic: TestClinic, patientId: string, ...medicationRequestIds: string[]): Promise<void> {
  const { lines } = await clinic.call('doctor', 'prescriptions.ofPatient', { patientId });
  const versions = new Map(lines.map((line) => [line.medicationRequestId, line.version]));
  await clinic.call('doctor', 'prescriptions.sign', {
    patientId,
    lines: medicationRequestIds.map((medicationRequestId) => ({ medicationRequestId, version: versions.get(medicationRequestId) ?? 0 })),
    secret: { password: doctorsPassword },
  });
}

export async function anOpenEncounter(clinic: TestClinic, patientId: string): Promise<string> {
  return (await clinic.call('front-desk', 'encounters.startWalkIn', { patientId })).encounterId;
}
