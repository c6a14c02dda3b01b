import { findLastReconciliation } from '../../db/queries/medications.ts';
import type { Occasion } from '../../preload/contract/medications.ts';
import { perDayOf, readDosage } from '../dispensing/perDay.ts';
import { type Context, inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { matchMedicine } from '../knowledge/matchMedicine.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { noteRead } from '../patients/noteRead.ts';
import { adherenceOf, type Collected } from './adherence.ts';
import { type Known, knownMedicines } from './known.ts';

/** @throws 'not_found' */
export const medicationsOf: QueryHandler<'medications.of'> = (outside, { patientId }) =>
  inTransaction(outside, async (ctx) => {
    await assertPatient(ctx.db, patientId);
    await noteRead(ctx, patientId);
    const known = await knownMedicines(ctx, patientId);
    const last = await findLastReconciliation(ctx.db, known.ids);
    return {
      lines: known.lines,
      adherence: adherenceOf(collectedBy(ctx, known), ctx.today()),
      reconciled: last
        ? { at: last.reconciled_at, byName: last.byName, occasion: last.occasion as Occasion, encounterId: last.encounter_id }
        : null,
    };
  });

function collectedBy(ctx: Context, { prescribed, lines, collections }: Known): Collected[] {
  const requests = new Map(prescribed.map((line) => [line.id, line]));
  const ends = new Map(lines.map(({ id, until }) => [id, until]));
  return collections.flatMap(({ requestId, day, quantity, unit, directions, dosage, askedProduct }) => {
    const request = requests.get(requestId);
    if (!request || quantity <= 0) return [];
    return [
      {
        group: groupOf(ctx, request.medicine),
        medicine: request.medicine,
        unit,
        on: day,
        quantity,
        perDay: perDayOf({ directions, dosage, unit }, askedProduct),
        isAsNeeded: readDosage(dosage)?.steps.some((step) => step.asNeeded !== null) ?? false,
        until: ends.get(requestId) ?? null,
      },
    ];
  });
}

/** The same ingredients are the same medicine, whatever the brand and the strength; a name that nobody knows is itself. */
function groupOf(ctx: Context, medicine: string): string {
  const { ingredients } = matchMedicine(medicine, ctx.facility.catalogues.knowledge);
  return ingredients.length > 0
    ? ingredients
        .map(({ id }) => id)
        .toSorted()
        .join('+')
    : medicine.trim().toLowerCase();
}
