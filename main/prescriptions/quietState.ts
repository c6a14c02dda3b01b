import { linkedPatientIds } from '../../db/queries/patients.ts';
import { listQuiet } from '../../db/queries/safety.ts';
import type { Dosage } from '../../preload/contract/dosage.ts';
import type { SafetyAnswer, SafetyFacts } from '../../preload/contract/safety.ts';
import type { Context } from '../facility/context.ts';
import { readPerson } from './safetyPerson.ts';

/** A change of weight by a tenth is a change. Source: MedVault's own choice, about what rounds a dose by weight. */
const weightStep = 1.1;

/** What a finding that was made quiet must still be: the dose, the weight, the kidney function, the pregnancy. */
export type QuietState = { dose: string; weightKg: number | null; renal: string; pregnant: string };

export function stateOf(
  facts: SafetyFacts,
  order: { medicine: string; dosage: Dosage | null; directions?: string | undefined },
): QuietState {
  const { patient } = facts;
  const week = patient?.gestationWeeks ?? null;
  return {
    dose: [order.medicine, order.dosage ? JSON.stringify(order.dosage) : (order.directions ?? '')].join(' | '),
    weightKg: patient?.weightKg ?? null,
    renal: renalStage(facts),
    pregnant:
      patient?.pregnant === true
        ? week === null
          ? 'yes'
          : week < 20
            ? 'before 20'
            : week < 30
              ? '20 to 29'
              : 'from 30'
        : String(patient?.pregnant ?? null),
  };
}

/** Stages as KDIGO counts them (Kidney Int Suppl 2013;3:1): 90, 60, 45, 30, 15. */
function renalStage(facts: SafetyFacts): string {
  const person = readPerson(facts);
  const { renal } = person;
  return 'mlMin' in renal ? `from ${[90, 60, 45, 30, 15, 0].find((from) => renal.mlMin >= from) ?? 0}` : 'unknown';
}

function isSame(before: QuietState & { severity: string }, now: QuietState, severity: string): boolean {
  const hasWeight = before.weightKg !== null && now.weightKg !== null;
  const isWeightSame = hasWeight
    ? Math.max(before.weightKg ?? 0, now.weightKg ?? 0) < weightStep * Math.min(before.weightKg ?? 0, now.weightKg ?? 0)
    : before.weightKg === now.weightKg;
  return (
    before.severity === severity &&
    before.dose === now.dose &&
    isWeightSame &&
    before.renal === now.renal &&
    before.pregnant === now.pregnant
  );
}

/** Findings that this prescriber asked not to see again, as long as nothing changed. A stop is never among them. */
export async function quietNow(
  ctx: Context,
  patientId: string,
  answer: SafetyAnswer,
  state: QuietState,
): Promise<NonNullable<SafetyAnswer['quiet']>> {
  const patientIds = await linkedPatientIds(ctx.db, patientId);
  const rows = await listQuiet(ctx.db, { patientIds, practitionerId: ctx.user.practitionerId });
  return rows.flatMap(({ cause, until, state: kept }) => {
    const finding = answer.findings.find((one) => one.cause === cause);
    if (!finding || finding.severity === 'stop' || until < ctx.today()) return [];
    return isSame(JSON.parse(kept) as QuietState & { severity: string }, state, finding.severity) ? [{ cause, until }] : [];
  });
}
