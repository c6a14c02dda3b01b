import { linkedPatientIds } from '../../db/queries/patients.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';

/** What goes over the counter in one go is one person's. @throws 'dispensing.other_person' */
export async function assertOnePerson(
  ctx: Context,
  lines: Input<'dispensing.dispense'>['lines'],
  patientId: string | undefined,
): Promise<void> {
  const requests = lines.flatMap((line) => ('medicationRequestId' in line ? [line.medicationRequestId] : []));
  if (requests.length === 0 || (requests.length === 1 && patientId === undefined && lines.length === 1)) return;
  const rows = await ctx.db.selectFrom('medication_request').select('patient_id').where('id', 'in', requests).execute();
  const people = new Set(rows.map((row) => row.patient_id));
  if (patientId !== undefined) people.add(patientId);
  const [first] = people;
  if (first === undefined || people.size === 1) return;
  const linked = new Set(await linkedPatientIds(ctx.db, first));
  if ([...people].some((person) => !linked.has(person))) throw new AppError('dispensing.other_person');
}
