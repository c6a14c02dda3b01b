import { assertPatient } from '../patients/assertPatient.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { gatherFacts } from '../prescriptions/facts.ts';

/** The figures of the safety check, so that calculator and check never differ. @throws 'not_found' */
export const dosingFacts: QueryHandler<'dosing.facts'> = async (ctx, { patientId }) => {
  await assertPatient(ctx.db, patientId);
  const { facts } = await gatherFacts(ctx, patientId);
  const { patient } = facts;
  return {
    birthDate: patient?.birthDate ?? null,
    sex: patient?.sex ?? 'unknown',
    weightKg: patient?.weightKg ?? null,
    weightAt: patient?.weightAt ?? null,
    heightCm: patient?.heightCm ?? null,
    creatinineUmolL: patient?.creatinineUmolL ?? null,
    creatinineAt: patient?.creatinineAt ?? null,
  };
};
