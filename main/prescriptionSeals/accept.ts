import { findItem } from '../../db/queries/inventory.ts';
import { nextNumber } from '../../db/numbers.ts';
import { listClaims } from '../../db/queries/prescriptionSeals.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { facilityCodeOf } from '../../preload/contract/readableNumber.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { checkOrder } from '../prescriptions/check.ts';
import { noteEvent } from '../prescriptions/life.ts';
import { claimIdOf } from './claimId.ts';
import type { Seal, SealLine } from './code.ts';
import { validityOf } from './judge.ts';
import { tokenOf } from './token.ts';
import { judgeHere } from './verify.ts';

type Accepted = {
  seal: Seal;
  line: SealLine;
  verdict: 'genuine' | 'unknown';
  token: string;
  claimId: string;
  /** the hub kept the claim before anything was written here */
  isKept: boolean;
};

/** @throws see preload/contract/prescriptionSeals.ts */
export const acceptOutside: CommandHandler<'prescriptionSeals.accept', Accepted> = {
  prepare: async (ctx, input) => {
    const taken = await check(ctx, input);
    await assertPatient(ctx.db, input.patientId);
    const item = await findItem(ctx.db, input.itemId);
    if (!item) throw new AppError('not_found', { resource: 'item' });
    // 100 ml of a suspension are not 100 bottles
    if (!isSameWord(item.unit, taken.line.unit))
      throw new AppError('prescription.unit_differs', { ours: item.unit, theirs: taken.line.unit });
    const claims = await usedHere(ctx, taken.token, taken.line, input.quantity);
    const { id: facilityId, epoch_id: epoch } = ctx.facility.self;
    const claimId = claimIdOf(taken.token, { facilityId, epoch }, { nth: claims, quantity: input.quantity });
    return { ...taken, claimId, isKept: await claimNow(ctx, taken, claimId, input.quantity) };
  },
  run: async (ctx, input, { seal, line, verdict, token, claimId, isKept }) => {
    await usedHere(ctx, token, line, input.quantity); // somebody at another desk may have been faster
    const { medicine, unit, directions } = line;
    const safety = await checkOrder(ctx, input.patientId, { medicine, dosage: null, directions });
    const medicationRequestId = ctx.newId();
    const number = nextNumber(ctx, ctx.facility.self, 'prescription');
    const now = ctx.now();
    insert(ctx, 'medication_request', {
      id: medicationRequestId,
      number,
      patient_id: input.patientId,
      encounter_id: null,
      item_id: input.itemId,
      medicine,
      directions,
      quantity: input.quantity,
      unit,
      status: 'active',
      authored_at: now,
      valid_until: seal.validUntil,
      prescriber_id: ctx.user.practitionerId, // whoever took it on answers for it here; outside_prescription names where it was prescribed
      safety: JSON.stringify(safety),
      overrides: '[]',
    });
    noteEvent(
      ctx,
      { id: medicationRequestId, patient_id: input.patientId },
      null,
      'active',
      `${facilityCodeOf(seal.facilityId)} ${seal.number}`,
    );
    insert(ctx, 'outside_prescription', {
      id: ctx.newId(),
      medication_request_id: medicationRequestId,
      patient_id: input.patientId,
      facility_id: seal.facilityId,
      number: seal.number,
      line: line.line,
      issued_at: seal.issuedAt,
      valid_until: seal.validUntil,
      token,
      allowed: line.quantity,
      verdict,
      reason: input.reason,
      accepted_at: now,
      accepted_by: ctx.user.practitionerId,
    });
    insert(ctx, 'prescription_claim', {
      id: claimId,
      token,
      medication_request_id: medicationRequestId,
      patient_id: input.patientId,
      quantity: input.quantity,
      allowed: line.quantity,
      claimed_at: now,
      told_at: isKept ? now : null,
      outcome: isKept ? 'kept' : '',
    });
    return { medicationRequestId, number, claim: isKept ? 'kept' : 'queued' };
  },
  about: (input) => input.patientId,
};

type Wanted = { code: string; line: number; quantity: number; reason: string };

async function check(ctx: Context, { code, line: place, quantity, reason }: Wanted): Promise<Omit<Accepted, 'claimId' | 'isKept'>> {
  const { verdict, seal } = await judgeHere(ctx, code);
  const isUnknown = verdict === 'unknown-facility' || verdict === 'unknown-key';
  if (seal === null || (verdict !== 'genuine' && !isUnknown)) throw new AppError('prescription.seal_refused', { verdict });
  if (seal.facilityId === ctx.facility.self.id) throw new AppError('prescription.seal_own', { number: seal.number });
  if (validityOf(seal, ctx.now(), ctx.today()) === 'expired')
    throw new AppError('prescription.seal_expired', { validUntil: seal.validUntil });
  if (isUnknown && reason.length < 3) throw new AppError('prescription.reason_needed', { stops: 1 });
  const line = seal.lines.find((each) => each.line === place);
  if (!line) throw new AppError('not_found', { resource: 'MedicationRequest' });
  if (quantity > line.quantity) throw new AppError('prescription.quantity_exceeded', { owed: line.quantity, wanted: quantity });
  return { seal, line, verdict: isUnknown ? 'unknown' : 'genuine', token: tokenOf(line.secret) };
}

/** @returns how often this line was claimed here. @throws 'prescription.used_here' */
async function usedHere(ctx: Context, token: string, line: SealLine, quantity: number): Promise<number> {
  const claims = await listClaims(ctx.db, token);
  const left = line.quantity - claims.reduce((sum, claim) => sum + claim.quantity, 0);
  if (quantity > left) throw new AppError('prescription.used_here', { left, wanted: quantity });
  const all = await ctx.db
    .selectFrom('prescription_claim')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('token', '=', token)
    .executeTakeFirstOrThrow();
  return all.n;
}

/** True when the hub kept it, false when it could not be asked. @throws 'prescription.used_elsewhere' */
async function claimNow(ctx: Context, { token, line }: Pick<Accepted, 'token' | 'line'>, id: string, quantity: number): Promise<boolean> {
  const [answer] = (await ctx.facility.network.claim([{ id, act: 'claim', token, quantity, of: line.quantity }])) ?? [];
  if (answer === undefined) return false;
  if (answer.outcome === 'kept') return true;
  const [first] = answer.before.filter((told) => !told.isOwn);
  const left = Math.max(0, line.quantity - answer.before.reduce((sum, told) => sum + told.quantity, 0));
  throw new AppError('prescription.used_elsewhere', { left, at: first?.at ?? '', facility: first?.facility ?? '—' });
}

const isSameWord = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
