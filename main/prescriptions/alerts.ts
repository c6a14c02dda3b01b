import { linkedPatientIds } from '../../db/queries/patients.ts';
import { listShownToday } from '../../db/queries/safety.ts';
import { amend, audit, insert } from '../../db/write.ts';
import type { SafetyAnswer, SafetyFinding } from '../../preload/contract/safety.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { checkOrder } from './check.ts';
import { openSeconds } from './second.ts';

type About = { patientId: string; medicine: string };

/** Once a day and order each: what is shown again within the day is the same alert. */
export const noteShown: CommandHandler<'safety.noteShown'> = {
  run: async (ctx, { patientId, ...order }) => {
    const answer = await checkOrder(ctx, patientId, order);
    const about = { patientId, medicine: order.medicine };
    const before = await alertsOf(ctx, about);
    const fresh = loud(answer).filter(({ cause }) => !before.has(cause));
    for (const finding of fresh) insert(ctx, 'safety_alert', shownRow(ctx, about, finding));
    return { noted: fresh.length };
  },
  about: ({ patientId }) => patientId,
};

/** What the signer went on after: with reason and second person, counted and in the audit. The agreements are used up. */
export async function noteOverrides(
  ctx: Context,
  line: { id: string; patient_id: string; medicine: string },
  safety: SafetyAnswer,
  overrides: readonly { cause: string; reason: string }[],
): Promise<void> {
  const about = { patientId: line.patient_id, medicine: line.medicine };
  const before = await alertsOf(ctx, about);
  const agreed = await openSeconds(ctx, about);
  const reasons = new Map(overrides.map(({ cause, reason }) => [cause, reason]));
  for (const finding of loud(safety)) {
    const own = before.get(finding.cause);
    const seen = agreed.get(finding.cause);
    const reason = reasons.get(finding.cause) ?? '';
    const outcome = {
      medication_request_id: line.id,
      overridden_at: ctx.now(),
      reason,
      second_id: seen?.second_id ?? null,
      second_by: seen?.second_by ?? ('not-needed' as const),
      no_second_reason: seen?.no_second_reason ?? '',
    };
    if (!own) insert(ctx, 'safety_alert', { ...shownRow(ctx, about, finding), ...outcome });
    else if (own.overridden_at === null) amend(ctx, 'safety_alert', own.id, outcome, { version: own.version });
    if (seen) amend(ctx, 'safety_second', seen.id, { spent_at: ctx.now() }, { version: seen.version });
    if (finding.severity === 'stop')
      audit(ctx, { action: 'override', resource: 'medication_request', resourceId: line.id, patientId: line.patient_id, reason });
  }
}

function loud({ findings, quiet }: SafetyAnswer): SafetyFinding[] {
  const silenced = new Set(quiet?.map(({ cause }) => cause));
  return findings.filter(({ severity, cause }) => severity !== 'information' && !silenced.has(cause));
}

async function alertsOf(ctx: Context, { patientId, medicine }: About) {
  const patientIds = await linkedPatientIds(ctx.db, patientId);
  const rows = await listShownToday(ctx.db, { patientIds, medicine, prescriberId: ctx.user.practitionerId, day: ctx.today() });
  return new Map(rows.map((row) => [row.cause, row]));
}

function shownRow(ctx: Context, { patientId, medicine }: About, finding: SafetyFinding) {
  return {
    id: ctx.newId(),
    patient_id: patientId,
    prescriber_id: ctx.user.practitionerId,
    local_date: ctx.today(),
    medicine,
    against: finding.between.slice(1).join(', '),
    kind: finding.kind,
    severity: finding.severity as 'warning' | 'stop',
    code: finding.code,
    cause: finding.cause,
    shown_at: ctx.now(),
  };
}
