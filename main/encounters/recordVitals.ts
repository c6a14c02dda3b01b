import { amend, insert } from '../../db/write.ts';
import { daysBetween } from '../../preload/contract/dates.ts';
import { findings, vitalSigns } from '../../preload/contract/encounters.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { loadGrowthStandards } from '../clinical/growth/standards.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertOpenEncounter } from './assertOpenEncounter.ts';
import { type Child, judgeVitals } from './judgeVitals.ts';
import { vitalNames } from './vitalNames.ts';

/** An unlikely value is asked about once, an impossible one never taken. @throws 'not_found', 'encounter.closed', 'observation.implausible' { signs, canConfirm } */
export const recordVitals: CommandHandler<'encounters.recordVitals'> = {
  run: async (ctx, { encounterId, values, findings: seen, confirmed }) => {
    const encounter = await assertOpenEncounter(ctx.db, encounterId);
    const { impossible, unlikely } = judgeVitals(values, await childOf(ctx, encounter.patient_id), loadGrowthStandards());
    if (impossible.length > 0) throw new AppError('observation.implausible', { signs: impossible, canConfirm: false });
    const asked = unlikely.filter((sign) => !confirmed.includes(sign));
    if (asked.length > 0) throw new AppError('observation.implausible', { signs: asked, canConfirm: true });

    const measured = values.map(({ sign, value }) => {
      const { loinc, unit } = vitalSigns[sign];
      return { code: loinc, unit, value, display: vitalNames[sign] };
    });
    const answered = seen.map(({ sign, answer }) => {
      const { code, unit, answers } = findings[sign];
      return { code, unit, value: (answers as readonly string[]).indexOf(answer), display: vitalNames[sign] };
    });
    const observationIds = [...measured, ...answered].map((observation) => {
      const id = ctx.newId();
      insert(ctx, 'observation', {
        id,
        patient_id: encounter.patient_id,
        encounter_id: encounterId,
        ...observation,
        effective_at: ctx.now(),
        recorded_by: ctx.user.practitionerId,
      });
      return id;
    });
    if (encounter.status === 'arrived') amend(ctx, 'encounter', encounterId, { status: 'triaged' });
    return { observationIds };
  },
};

/** Who can be held against growth standards: sex said, and born on a known day. */
async function childOf(ctx: Context, patientId: string): Promise<Child> {
  const patient = await ctx.db
    .selectFrom('patient')
    .select(['birth_date', 'birth_date_precision', 'sex'])
    .where('id', '=', patientId)
    .executeTakeFirstOrThrow();
  if ((patient.sex !== 'male' && patient.sex !== 'female') || patient.birth_date === null) return null;
  const ageDays = daysBetween(patient.birth_date, ctx.today());
  return patient.birth_date_precision === 'year' || ageDays < 0 ? null : { sex: patient.sex, ageDays };
}
