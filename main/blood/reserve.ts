import { findOpenReservation } from '../../db/queries/blood.ts';
import { findPatient } from '../../db/queries/patients.ts';
import { amend, insert } from '../../db/write.ts';
import type { BloodComponent, BloodGroup } from '../../preload/contract/blood.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { isCompatible } from './compatible.ts';
import { readUnit } from './read.ts';

export const reserveBlood: CommandHandler<'blood.reserve'> = {
  run: async (ctx, { unitId, version, patientId, patientGroup, hours }) => {
    const unit = await readUnit(ctx, unitId);
    if (!(await findPatient(ctx.db, patientId))) throw new AppError('not_found', { resource: 'Patient' });
    if (unit.status !== 'available') throw new AppError('blood.not_available', { status: unit.status });
    if (unit.expiry < ctx.today()) throw new AppError('blood.expired', { expiry: unit.expiry });
    const group = { abo: unit.abo, rhd: unit.rhd } as BloodGroup;
    if (!isCompatible(unit.component as BloodComponent, group, patientGroup)) throw new AppError('blood.incompatible');
    const reservationId = ctx.newId();
    insert(ctx, 'blood_reservation', {
      id: reservationId,
      blood_unit_id: unitId,
      patient_id: patientId,
      patient_abo: patientGroup?.abo ?? null,
      patient_rhd: patientGroup?.rhd ?? null,
      cross_match: 'pending',
      reserved_until: new Date(Date.parse(ctx.now()) + hours * 3_600_000).toISOString(),
      reserved_at: ctx.now(),
      reserved_by: ctx.user.practitionerId,
    });
    return { reservationId, version: amend(ctx, 'blood_unit', unitId, { status: 'reserved' }, { version }) };
  },
  about: (input) => input.patientId,
};

/** @throws 'blood.not_reserved' */
async function reservationOf(ctx: Context, unitId: string, wanted: 'reserved' | 'issued') {
  const unit = await readUnit(ctx, unitId);
  const reservation = await findOpenReservation(ctx.db, unitId);
  if (unit.status !== wanted || !reservation) throw new AppError('blood.not_reserved', { status: unit.status });
  return { unit, reservation };
}

export const crossMatchBlood: CommandHandler<'blood.crossMatch'> = {
  run: async (ctx, { unitId, version, result, note }) => {
    const { reservation } = await reservationOf(ctx, unitId, 'reserved');
    if (result === 'compatible') {
      amend(ctx, 'blood_reservation', reservation.id, { cross_match: 'compatible' }, { reason: note });
      return { version: amend(ctx, 'blood_unit', unitId, {}, { version }) };
    }
    amend(
      ctx,
      'blood_reservation',
      reservation.id,
      { cross_match: 'incompatible', ended_at: ctx.now(), end_reason: note },
      { reason: note },
    );
    return { version: amend(ctx, 'blood_unit', unitId, { status: 'available' }, { version }) };
  },
};

export const issueBlood: CommandHandler<'blood.issue'> = {
  run: async (ctx, { unitId, version, emergencyReason }) => {
    const { unit, reservation } = await reservationOf(ctx, unitId, 'reserved');
    if (unit.expiry < ctx.today()) throw new AppError('blood.expired', { expiry: unit.expiry });
    if (reservation.cross_match !== 'compatible') {
      if (emergencyReason.length < 3) throw new AppError('blood.not_cross_matched');
      const emergency = { cross_match: 'emergency', emergency_reason: emergencyReason };
      amend(ctx, 'blood_reservation', reservation.id, emergency, { reason: emergencyReason });
    }
    return { version: amend(ctx, 'blood_unit', unitId, { status: 'issued' }, { version }) };
  },
};

export const releaseBlood: CommandHandler<'blood.release'> = {
  run: async (ctx, { unitId, version, reason }) => {
    const { reservation } = await reservationOf(ctx, unitId, 'reserved');
    amend(ctx, 'blood_reservation', reservation.id, { ended_at: ctx.now(), end_reason: reason }, { reason });
    return { version: amend(ctx, 'blood_unit', unitId, { status: 'available' }, { version }) };
  },
};

const from = {
  transfused: ['issued'],
  'back-on-shelf': ['issued'],
  discarded: ['available', 'reserved', 'issued'],
  'returned-to-bank': ['available', 'reserved'],
} as const;

export const endBlood: CommandHandler<'blood.end'> = {
  run: async (ctx, { unitId, version, outcome, reason }) => {
    const unit = await readUnit(ctx, unitId);
    if (!(from[outcome] as readonly string[]).includes(unit.status)) throw new AppError('blood.wrong_step', { status: unit.status });
    if (outcome !== 'transfused' && reason.length < 3) throw new AppError('ipc.invalid_input', { path: 'reason' });
    const reservation = await findOpenReservation(ctx.db, unitId);
    if (reservation) amend(ctx, 'blood_reservation', reservation.id, { ended_at: ctx.now(), end_reason: outcome }, { reason });
    const status = outcome === 'back-on-shelf' ? 'available' : outcome;
    return { version: amend(ctx, 'blood_unit', unitId, { status }, { version, reason }) };
  },
};
