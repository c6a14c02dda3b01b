import { findLatestObservation, listAllergies } from '../../db/queries/encounters.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { findActivePregnancy } from '../../db/queries/pregnancies.ts';
import { listCurrentMedicines } from '../../db/queries/prescriptions.ts';
import { conditionsNow } from '../problems/conditionsNow.ts';
import { addDays } from '../../preload/contract/dates.ts';
import { vitalSigns } from '../../preload/contract/encounters.ts';
import type { SafetyFacts } from '../../preload/contract/safety.ts';
import { datePregnancy, gestationDays } from '../clinical/pregnancy/dating.ts';
import type { Context } from '../facility/context.ts';
import { datesOf } from '../pregnancies/dates.ts';

/** What the record knows of a person for the safety check; what was never asked stays null and is told as unchecked. */
export async function gatherFacts(
  ctx: Context,
  patientId: string,
  own?: string,
): Promise<{ facts: SafetyFacts; current: string[] | null }> {
  const ids = await linkedPatientIds(ctx.db, patientId);
  const patient = await ctx.db.selectFrom('patient').select(['birth_date', 'sex']).where('id', '=', patientId).executeTakeFirstOrThrow();
  const allergies = await listAllergies(ctx.db, ids);
  const conditions = await conditionsNow(ctx.db, ids);
  const weight = await findLatestObservation(ctx.db, ids, vitalSigns['body-weight'].loinc);
  const heights: Awaited<ReturnType<typeof findLatestObservation>>[] = [];
  for (const sign of ['body-height', 'standing-height', 'body-length'] as const) {
    heights.push(await findLatestObservation(ctx.db, ids, vitalSigns[sign].loinc));
  }
  const height = heights.reduce((newest, one) => (one && (!newest || one.effective_at > newest.effective_at) ? one : newest), undefined);
  const pregnancy = await findActivePregnancy(ctx.db, ids);
  const dating = pregnancy && datePregnancy(datesOf(pregnancy));
  const gestation = dating ? gestationDays(dating.edd, ctx.today()) : null;
  const medicines = (await listCurrentMedicines(ctx.db, ids, ctx.today(), addDays(ctx.today(), -1))).filter((row) => row.id !== own);
  return {
    facts: {
      today: ctx.today(),
      patient: {
        birthDate: patient.birth_date,
        sex: patient.sex as 'male' | 'female' | 'other' | 'unknown',
        weightKg: weight?.value ?? null,
        weightAt: weight?.effective_at ?? null,
        heightCm: height?.value ?? null,
        // no pregnancy recorded is no statement that there is none
        pregnant: gestation === null ? null : true,
        gestationWeeks: gestation === null ? null : Math.floor(gestation / 7),
      },
      allergies: allergies.length === 0 ? null : allergies.filter((row) => row.kind === 'allergy').map((row) => row.substance),
      conditions: conditions.length === 0 ? null : conditions.map(({ coding }) => coding.code),
    },
    // nothing prescribed here is not the same as taking nothing: nobody has asked
    current: medicines.length === 0 ? null : medicines.map((row) => row.medicine),
  };
}
