import { findEncounter } from '../../db/queries/encounters.ts';
import { findRequest } from '../../db/queries/prescriptions.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { MedicineLine } from '../../preload/contract/medications.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { moveRequest } from '../prescriptions/life.ts';
import { knownMedicines } from './known.ts';
import { insertStatement } from './state.ts';

type Said = Input<'medications.reconcile'>['decisions'][number];

/**
 * All or nothing: a medicine that was prescribed while the list lay open must be gone through too. What is heard of a prescribed medicine
 * changes no order, except `stop`. Source: WHO, Medication Safety in Transitions of Care (2019).
 * @throws 'not_found', 'medications.not_gone_through' { open }, 'medications.reason_needed', 'auth.forbidden', 'date.in_future'
 */
export const reconcile: CommandHandler<'medications.reconcile'> = {
  run: async (ctx, { patientId, encounterId, occasion, decisions, added }) => {
    await assertPatient(ctx.db, patientId);
    if (encounterId !== null) await assertTheirVisit(ctx, patientId, encounterId);
    const current = (await knownMedicines(ctx, patientId)).lines.filter((line) => line.isCurrent);
    const said = new Map(decisions.map((one) => [one.id, one]));
    const open = current.filter(({ id }) => !said.has(id)).length;
    if (open > 0 || said.size !== current.length || decisions.length !== said.size)
      throw new AppError('medications.not_gone_through', { open });
    const kept = [];
    for (const line of current) {
      const one = said.get(line.id)!;
      if (one.decision !== 'taking' && one.note.length < 3) throw new AppError('medications.reason_needed');
      await act(ctx, line, one);
      kept.push({ ...one, kind: line.kind, medicine: line.medicine, directions: line.directions });
    }
    for (const one of added) {
      const id = insertStatement(ctx, patientId, one);
      kept.push({ kind: 'stated', id, medicine: one.medicine, directions: one.directions, decision: 'added', note: '' });
    }
    const reconciliationId = ctx.newId();
    insert(ctx, 'medication_reconciliation', {
      id: reconciliationId,
      patient_id: patientId,
      encounter_id: encounterId,
      occasion,
      decisions: JSON.stringify(kept),
      reconciled_at: ctx.now(),
      reconciled_by: ctx.user.practitionerId,
    });
    return { reconciliationId };
  },
  about: (input) => input.patientId,
};

async function assertTheirVisit(ctx: Context, patientId: string, encounterId: string): Promise<void> {
  const encounter = await findEncounter(ctx.db, encounterId);
  if (encounter?.patient_id !== patientId) throw new AppError('not_found', { resource: 'Encounter' });
}

async function act(ctx: Context, line: MedicineLine, { decision, note }: Said): Promise<void> {
  if (line.kind === 'stated') {
    if (decision === 'stop' || decision === 'not-taking')
      amend(ctx, 'medication_statement', line.id, { status: 'stopped', ended_on: ctx.today() }, { version: line.version, reason: note });
    else if (decision === 'differently')
      amend(ctx, 'medication_statement', line.id, { directions: note }, { version: line.version, reason: note });
    return;
  }
  if (decision !== 'stop') return;
  if (!ctx.can('MedicationRequest.update')) throw new AppError('auth.forbidden', { permission: 'MedicationRequest.update' });
  const request = await findRequest(ctx.db, line.id);
  if (!request) throw new AppError('not_found', { resource: 'MedicationRequest' });
  moveRequest(ctx, request, 'stop', note);
}
