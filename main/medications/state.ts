import { findStatement } from '../../db/queries/medications.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Stated } from '../../preload/contract/medications.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';

/** A medicine that a person takes and nobody here prescribed. @throws 'not_found', 'date.in_future' */
export const stateMedicine: CommandHandler<'medications.state'> = {
  run: async (ctx, { patientId, ...said }) => {
    await assertPatient(ctx.db, patientId);
    return { statementId: insertStatement(ctx, patientId, said) };
  },
  about: (input) => input.patientId,
};

/** @throws 'date.in_future' */
export function insertStatement(ctx: Context, patientId: string, { medicine, directions, source, startedOn }: Stated): string {
  if (startedOn !== null && startedOn > ctx.today()) throw new AppError('date.in_future', { date: 'startedOn' });
  const id = ctx.newId();
  insert(ctx, 'medication_statement', {
    id,
    patient_id: patientId,
    medicine,
    directions,
    information_source: source,
    started_on: startedOn,
    recorded_at: ctx.now(),
    recorded_by: ctx.user.practitionerId,
  });
  return id;
}

/** @throws 'not_found', 'version.conflict' */
export const endStatement: CommandHandler<'medications.endStatement'> = {
  run: async (ctx, { statementId, version, status, reason }) => {
    const said = await findStatement(ctx.db, statementId);
    if (!said || said.status !== 'active') throw new AppError('not_found', { resource: 'MedicationStatement' });
    const ended = status === 'stopped' ? { ended_on: ctx.today() } : {};
    amend(ctx, 'medication_statement', statementId, { status, ...ended }, { version, reason });
    return {};
  },
};
