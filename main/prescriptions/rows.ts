import { listPatientRows } from '../../db/queries/patients.ts';
import type { RequestLine } from '../../db/queries/prescriptions.ts';
import { dosage, type Dosage } from '../../preload/contract/dosage.ts';
import type { MedicationRequestRow } from '../../preload/contract/prescriptions.ts';
import type { Context } from '../facility/context.ts';
import type { CheckedOrder } from './check.ts';

/** Requests with the people they are for. */
export async function toRequestRows(ctx: Context, lines: readonly RequestLine[]): Promise<MedicationRequestRow[]> {
  const people = await listPatientRows(ctx.db, [...new Set(lines.map((line) => line.patient_id))]);
  return lines.flatMap((line) => {
    const patient = people.get(line.patient_id);
    if (!patient) return [];
    return [
      {
        medicationRequestId: line.id,
        number: line.number,
        patient,
        itemId: line.item_id,
        medicine: line.medicine,
        directions: line.directions,
        dosage: dosageOf(line),
        quantity: line.quantity,
        dispensed: line.dispensed ?? 0,
        unit: line.unit,
        status: line.status as MedicationRequestRow['status'],
        authoredAt: line.authored_at,
        prescriberName: line.prescriberName,
        validUntil: line.valid_until,
        prescriptionId: line.prescription_id,
        isControlled: line.is_controlled === 1,
        signedAt: line.signed_at,
        refillsAllowed: line.refills_allowed,
        refillOf: line.refill_of,
      },
    ];
  });
}

/** null where only words were written. */
export function dosageOf(line: Pick<RequestLine, 'dosage'>): Dosage | null {
  return line.dosage === null ? null : (dosage.safeParse(JSON.parse(line.dosage)).data ?? null);
}

/** The line as the safety check takes it. */
export function orderOf(line: RequestLine): CheckedOrder {
  return { medicine: line.medicine, dosage: dosageOf(line), directions: line.directions };
}
