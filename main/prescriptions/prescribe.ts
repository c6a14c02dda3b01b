import { findItem } from '../../db/queries/inventory.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { findRequest, listLinesOf, listOpenPrescriptions, type RequestLine } from '../../db/queries/prescriptions.ts';
import { findRefillRequest } from '../../db/queries/refills.ts';
import { nextNumber } from '../../db/numbers.ts';
import { amend, insert } from '../../db/write.ts';
import { addDays } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { SafetyAnswer } from '../../preload/contract/safety.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertOpenEncounter } from '../encounters/assertOpenEncounter.ts';
import { checkOrder } from './check.ts';
import { controlledLimits } from './controlledRule.ts';
import { isControlledOrder } from './isControlled.ts';
import { noteEvent } from './life.ts';
import { assertSecond } from './second.ts';

type Order = Input<'prescriptions.prescribe'>;
/** A prescription that nobody signed within this time is not gone on with: its lines stay drafts. */
const openHours = 12;

/**
 * Checks again inside the transaction: what the prescriber saw may be older than an allergy recorded meanwhile.
 * @throws 'not_found', 'encounter.closed', 'prescription.reason_needed' { stops }, 'prescription.not_active', 'prescription.not_yours', 'refill.decided', and as controlledLimits
 */
export const prescribe: CommandHandler<'prescriptions.prescribe'> = {
  run: async (ctx, input) => {
    const draft = await ownDraft(ctx, input);
    if (input.encounterId) {
      const encounter = await assertOpenEncounter(ctx.db, input.encounterId);
      if (encounter.patient_id !== input.patientId) throw new AppError('not_found', { resource: 'Encounter' });
    }
    const item = input.itemId === null ? undefined : await findItem(ctx.db, input.itemId);
    if (input.itemId !== null && !item) throw new AppError('not_found', { resource: 'item' });
    const isControlled = isControlledOrder(item, input.medicine, ctx.facility.catalogues.knowledge);
    const { validDays } = isControlled ? await controlledLimits(ctx, input) : input;
    const safety = await checkOrder(ctx, input.patientId, input, draft?.id);
    assertAnswered(safety, input.overrides);
    await assertSecond(ctx, input, safety);
    const values = {
      item_id: input.itemId,
      medicine: input.medicine,
      directions: input.directions,
      dosage: input.dosage === null ? null : JSON.stringify(input.dosage),
      quantity: input.quantity,
      unit: item?.unit ?? input.unit,
      valid_until: addDays(ctx.today(), validDays),
      refills_allowed: input.refillsAllowed,
      safety: JSON.stringify(safety),
      overrides: JSON.stringify(input.overrides),
    };
    if (draft && (draft.is_controlled === 1) === isControlled && draft.prescription_id !== null) {
      amend(ctx, 'medication_request', draft.id, values, { version: draft.version });
      return { medicationRequestId: draft.id, prescriptionId: draft.prescription_id, number: draft.number, safety };
    }
    if (draft) throw new AppError('prescription.not_active', { status: draft.status }); // it belongs on the other kind of paper: written anew

    const medicationRequestId = ctx.newId();
    const number = nextNumber(ctx, ctx.facility.self, isControlled ? 'controlledPrescription' : 'prescription');
    const { prescriptionId, line } = await place(ctx, input, { number, isControlled });
    const refillOf = await grantedLine(ctx, input);
    insert(ctx, 'medication_request', {
      ...values,
      id: medicationRequestId,
      number,
      patient_id: input.patientId,
      encounter_id: input.encounterId,
      status: 'draft',
      authored_at: ctx.now(),
      prescriber_id: ctx.user.practitionerId,
      prescription_id: prescriptionId,
      line,
      refill_of: refillOf?.lineId ?? null,
      copy_of: input.copyOf === null ? null : await ownLine(ctx, input.copyOf, input.patientId),
    });
    noteEvent(ctx, { id: medicationRequestId, patient_id: input.patientId }, null, 'draft');
    if (refillOf) amend(ctx, 'refill_request', refillOf.id, { refill_id: medicationRequestId }, { version: refillOf.version });
    return { medicationRequestId, prescriptionId, number, safety };
  },
  about: (input) => input.patientId,
};

/** @throws 'prescription.reason_needed' { stops } */
export function assertAnswered(safety: SafetyAnswer, overrides: readonly { cause: string }[]): void {
  const reasons = new Set(overrides.map((override) => override.cause));
  const unanswered = safety.findings.filter((finding) => finding.severity === 'stop' && !reasons.has(finding.cause));
  if (unanswered.length > 0) throw new AppError('prescription.reason_needed', { stops: unanswered.length });
}

async function ownDraft(ctx: Context, { medicationRequestId, patientId }: Order): Promise<RequestLine | undefined> {
  if (medicationRequestId === null) return undefined;
  const draft = await findRequest(ctx.db, medicationRequestId);
  if (!draft || draft.patient_id !== patientId) throw new AppError('not_found', { resource: 'MedicationRequest' });
  if (draft.prescriber_id !== ctx.user.practitionerId) throw new AppError('prescription.not_yours');
  if (draft.status !== 'draft') throw new AppError('prescription.not_active', { status: draft.status });
  return draft;
}

/** The paper it stands on: the one that is being written, or a new one under this line's number. */
async function place(ctx: Context, input: Order, own: { number: string; isControlled: boolean }) {
  const since = new Date(Date.parse(ctx.now()) - openHours * 3_600_000).toISOString();
  const { patientId, encounterId } = input;
  const patientIds = await linkedPatientIds(ctx.db, patientId);
  const of = { patientIds, prescriberId: ctx.user.practitionerId, encounterId, isControlled: own.isControlled, since };
  const open = (await listOpenPrescriptions(ctx.db, of)).find((one) => one.patient_id === patientId);
  if (open) return { prescriptionId: open.id, line: Math.max(0, ...(await listLinesOf(ctx.db, open.id)).map((one) => one.line)) + 1 };
  const prescriptionId = ctx.newId();
  insert(ctx, 'prescription', {
    id: prescriptionId,
    number: own.number,
    patient_id: patientId,
    encounter_id: encounterId,
    prescriber_id: ctx.user.practitionerId,
    is_controlled: own.isControlled ? 1 : 0,
    authored_at: ctx.now(),
  });
  return { prescriptionId, line: 1 };
}

/** @throws 'not_found', 'refill.decided' */
async function grantedLine(ctx: Context, { refillRequestId, patientId }: Order) {
  if (refillRequestId === null) return undefined;
  const asked = await findRefillRequest(ctx.db, refillRequestId);
  const ids = await linkedPatientIds(ctx.db, patientId);
  if (!asked || !ids.includes(asked.patient_id)) throw new AppError('not_found', { resource: 'RefillRequest' });
  if (asked.status !== 'requested') throw new AppError('refill.decided', { status: asked.status });
  return { id: asked.id, version: asked.version, lineId: asked.medication_request_id };
}

/** Of the same person. @throws 'not_found' */
async function ownLine(ctx: Context, lineId: string, patientId: string): Promise<string> {
  const line = await findRequest(ctx.db, lineId);
  if (!line || !(await linkedPatientIds(ctx.db, patientId)).includes(line.patient_id))
    throw new AppError('not_found', { resource: 'MedicationRequest' });
  return line.id;
}
