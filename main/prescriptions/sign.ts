import { createHash } from 'node:crypto';
import { findPrescription, findRequest, listLinesOf, type RequestLine } from '../../db/queries/prescriptions.ts';
import { findRefillBecoming } from '../../db/queries/refills.ts';
import { amend, audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { checkOwnPassword } from '../security/passwordCheck.ts';
import { checkPin, forgivePin } from '../security/unlock.ts';
import { noteOverrides } from './alerts.ts';
import { checkOrder } from './check.ts';
import { moveRequest } from './life.ts';
import { assertAnswered } from './prescribe.ts';
import { orderOf } from './rows.ts';
import { assertSecond } from './second.ts';

/** @throws see preload/contract/prescriptions.ts */
export const sign: HostHandler<'prescriptions.sign'> = async (host, seat, { patientId, lines, secret }) => {
  const ctx = makeContext(host.open(), seat);
  if ('pin' in secret) await checkPin(ctx, secret.pin, 'proof-refused');
  else await checkOwnPassword(ctx, secret.password, 'proof-refused');
  return inTransaction(ctx, async (inside) => {
    if ('pin' in secret) forgivePin(inside);
    return signLines(inside, { patientId, lines, by: 'pin' in secret ? 'pin' : 'password' });
  });
};

type Asked = { patientId: string; lines: readonly { medicationRequestId: string; version: number }[]; by: 'pin' | 'password' };

/**
 * For whoever has proved to be the prescriber: the lines become active. What was signed stands as a hash with the prescription.
 * @throws 'not_found', 'prescription.not_yours', 'prescription.reason_needed', 'version.conflict'
 */
export async function signLines(ctx: Context, asked: Asked): Promise<Output<'prescriptions.sign'>> {
  const byPrescription = new Map<string, RequestLine[]>();
  for (const { medicationRequestId, version } of asked.lines) {
    const line = await findRequest(ctx.db, medicationRequestId);
    if (!line || line.patient_id !== asked.patientId || line.prescription_id === null)
      throw new AppError('not_found', { resource: 'MedicationRequest' });
    if (line.prescriber_id !== ctx.user.practitionerId) throw new AppError('prescription.not_yours');
    if (line.status !== 'draft') continue; // signed already: the same click twice
    if (line.version !== version) throw new AppError('version.conflict', { found: line.version });
    byPrescription.set(line.prescription_id, [...(byPrescription.get(line.prescription_id) ?? []), line]);
  }
  const signed: Output<'prescriptions.sign'>['signed'] = [];
  for (const [prescriptionId, lines] of byPrescription) signed.push(await signOne(ctx, prescriptionId, lines, asked.by));
  return { signed };
}

async function signOne(ctx: Context, prescriptionId: string, lines: readonly RequestLine[], by: 'pin' | 'password') {
  const prescription = await findPrescription(ctx.db, prescriptionId);
  if (!prescription) throw new Error('a line stands on a prescription');
  const standing = (await listLinesOf(ctx.db, prescriptionId)).filter((line) => line.status === 'draft');
  // a line that the signer has not seen is not signed with the others
  if (standing.length !== lines.length) throw new AppError('version.conflict', { found: standing.length });
  for (const line of standing) {
    const overrides = JSON.parse(line.overrides) as { cause: string; reason: string }[];
    const safety = await checkOrder(ctx, line.patient_id, orderOf(line), line.id);
    assertAnswered(safety, overrides);
    await assertSecond(ctx, { patientId: line.patient_id, medicine: line.medicine }, safety);
    await noteOverrides(ctx, line, safety, overrides);
  }
  for (const line of standing) {
    moveRequest(ctx, line, 'sign');
    await grantRefill(ctx, line.id);
  }
  amend(
    ctx,
    'prescription',
    prescriptionId,
    { signed_at: ctx.now(), signed_with: by, content_sha256: contentHash(standing) },
    { version: prescription.version },
  );
  audit(ctx, {
    action: 'sign',
    resource: 'prescription',
    resourceId: prescriptionId,
    patientId: prescription.patient_id,
    body: { by, lines: standing.length },
  });
  return { prescriptionId, number: prescription.number, lines: standing.length };
}

/** What a signature stands for: change a word of it and the hash is another one. */
export function contentHash(lines: readonly RequestLine[]): string {
  const said = lines.map((line) => [
    line.number,
    line.patient_id,
    line.item_id,
    line.medicine,
    line.directions,
    line.dosage,
    line.quantity,
    line.unit,
    line.valid_until,
    line.refills_allowed,
  ]);
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

async function grantRefill(ctx: Context, lineId: string): Promise<void> {
  const asked = await findRefillBecoming(ctx.db, lineId);
  if (!asked) return;
  amend(
    ctx,
    'refill_request',
    asked.id,
    { status: 'approved', decided_at: ctx.now(), decided_by: ctx.user.practitionerId },
    { version: asked.version },
  );
}
