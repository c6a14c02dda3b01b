import { listPatientRows } from '../../db/queries/patients.ts';
import type { RequestLine } from '../../db/queries/prescriptions.ts';
import type { MedicationRequestRow } from '../../preload/contract/prescriptions.ts';
import type { Context } from '../facility/context.ts';

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
        quantity: line.quantity,
        dispensed: line.dispensed ?? 0,
        unit: line.unit,
        status: line.status as MedicationRequestRow['status'],
        authoredAt: line.authored_at,
        prescriberName: line.prescriberName,
        validUntil: line.valid_until,
      },
    ];
  });
}
