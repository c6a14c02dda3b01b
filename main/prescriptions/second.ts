import { linkedPatientIds } from '../../db/queries/patients.ts';
import { listOpenSeconds } from '../../db/queries/safety.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type SafetyAnswer, wantsSecond } from '../../preload/contract/safety.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { proveSecond } from '../security/secondPerson.ts';

/** An order is written and signed within this time, or the agreement is asked for again. */
const openHours = 12;

/** @throws see preload/contract/safetyOverrides.ts */
export const second: HostHandler<'safety.second'> = async (host, seat, { patientId, medicine, causes, second: said }) => {
  const ctx = makeContext(host.open(), seat);
  const seen = 'nobodyBecause' in said ? null : await proveSecond(ctx, said, 'safety.own_second');
  if (seen && !isClinical(ctx, seen.userId)) throw new AppError('safety.second_not_clinical');
  await inTransaction(ctx, (inside) => {
    for (const cause of new Set(causes)) {
      insert(inside, 'safety_second', {
        id: inside.newId(),
        patient_id: patientId,
        medicine,
        cause,
        actor_id: inside.user.userId,
        second_id: seen?.userId ?? null,
        second_by: seen?.by ?? 'nobody',
        no_second_reason: 'nobodyBecause' in said ? said.nobodyBecause : '',
        agreed_at: inside.now(),
      });
    }
  });
  return { by: seen?.by ?? 'nobody' };
};

/** Whoever may read prescriptions knows what they agree to: doctors, nurses, pharmacists. */
function isClinical(ctx: Context, userId: string): boolean {
  const sql = `SELECT 1 FROM role_permission JOIN user_role USING (role_code) WHERE user_id = ? AND permission = 'MedicationRequest.read' LIMIT 1`;
  return ctx.raw.prepare(sql).get(userId) !== undefined;
}

type OrderOf = { patientId: string; medicine: string };

/** For whoever is signed in, by cause: the last agreement that no signature used up yet. */
export async function openSeconds(ctx: Context, { patientId, medicine }: OrderOf) {
  const since = new Date(Date.parse(ctx.now()) - openHours * 3_600_000).toISOString();
  const patientIds = await linkedPatientIds(ctx.db, patientId);
  const rows = await listOpenSeconds(ctx.db, { patientIds, medicine, actorId: ctx.user.userId, since });
  return new Map(rows.map((row) => [row.cause, row]));
}

/** @throws 'prescription.second_needed' { stops, patientId, medicine, causes: one a line } */
export async function assertSecond(ctx: Context, order: OrderOf, safety: SafetyAnswer): Promise<void> {
  const worst = safety.findings.filter(wantsSecond);
  if (worst.length === 0) return;
  const agreed = await openSeconds(ctx, order);
  const missing = worst.filter(({ cause }) => !agreed.has(cause));
  if (missing.length > 0) {
    const causes = missing.map(({ cause }) => cause).join('\n');
    throw new AppError('prescription.second_needed', {
      stops: missing.length,
      patientId: order.patientId,
      medicine: order.medicine,
      causes,
    });
  }
}
