import type { EntryLine } from '../../db/queries/controlled.ts';
import { listPatientRows } from '../../db/queries/patients.ts';
import type { RegisterLine } from '../../preload/contract/controlled.ts';
import type { Context } from '../facility/context.ts';

/** Lines of the register with the people whom they name. */
export async function toRegisterLines(ctx: Context, lines: readonly EntryLine[]): Promise<RegisterLine[]> {
  const ids = [...new Set(lines.flatMap((line) => line.patientId ?? []))];
  const people = ids.length === 0 ? new Map() : await listPatientRows(ctx.db, ids);
  const at = (page: number | null, line: number | null) => (page === null || line === null ? null : { page, line });
  return lines.map((line) => ({
    entryId: line.entryId,
    page: line.page,
    line: line.line,
    kind: line.kind as RegisterLine['kind'],
    localDate: line.localDate,
    enteredAt: line.enteredAt,
    reason: line.reason,
    quantity: line.quantity,
    balance: line.balance,
    lotNumber: line.lotNumber,
    locationName: line.locationName,
    supplier: line.supplier,
    patient: (line.patientId === null ? null : people.get(line.patientId)) ?? null,
    isRestricted: false,
    prescriptionNumber: line.prescriptionNumber,
    prescriber: line.prescriber,
    note: line.note,
    enteredBy: line.enteredBy,
    witness: line.witness,
    witnessBy: line.witnessBy as RegisterLine['witnessBy'],
    noWitnessReason: line.noWitnessReason,
    corrects: at(line.correctsPage, line.correctsLine),
    correctedBy: at(line.correctedPage, line.correctedLine),
    isReviewed: line.isReviewed === 1,
  }));
}

/** Of a restricted person the register says that something went out, not to whom. */
export function veilLine<L extends RegisterLine>(line: L, isRestricted: (patientId: string) => boolean): L {
  return line.patient && isRestricted(line.patient.patientId)
    ? { ...line, patient: null, isRestricted: true, prescriptionNumber: '' }
    : line;
}
