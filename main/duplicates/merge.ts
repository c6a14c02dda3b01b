import { findDistinction } from '../../db/queries/identity.ts';
import type { Patient } from '../../db/queries/patients.ts';
import { amend, audit, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertOwnSight } from './assertOwnSight.ts';
import { changeSurviving } from './changeSurviving.ts';
import { comparedFacts } from './comparedFacts.ts';
import { taken } from './mergeFields.ts';
import { twoRecords } from './twoRecords.ts';

/**
 * From now on both records are read as one person, under the surviving one. No row moves: a link says so, and keeps which
 * values the surviving record took over, for the day when somebody finds that they were two people.
 * @throws 'not_found', 'version.conflict' { found }, 'duplicates.already_joined', 'patient.restricted'
 */
export const mergeRecords: CommandHandler<'duplicates.merge'> = {
  run: async (ctx, input) => {
    const ids = [input.surviving.patientId, input.merged.patientId] as const;
    assertOwnSight(ctx, ids);
    const [surviving, merged] = await twoRecords(ctx, ...ids);
    assertAsSeen(surviving, input.surviving.version);
    assertAsSeen(merged, input.merged.version);
    const facts = await comparedFacts(ctx, ...ids);
    if (input.leaveOut.some((factId) => !facts.some((each) => each.factId === factId)))
      throw new AppError('not_found', { resource: 'fact' });
    const fields = taken(surviving, merged, input.take);
    changeSurviving(ctx, surviving, fields, input.reason);
    const linkId = ctx.newId();
    const link = { id: linkId, patient_id: merged.id, surviving_id: surviving.id };
    insert(ctx, 'patient_link', { ...link, created_at: ctx.now() });
    insert(ctx, 'patient_merge', {
      ...link,
      fields: JSON.stringify(fields),
      left_out: JSON.stringify(input.leaveOut),
      reason: input.reason,
      merged_by: ctx.user.userId,
    });
    const distinction = findDistinction(ctx.raw, ...ids);
    if (distinction) amend(ctx, 'patient_distinction', distinction, { ended_at: ctx.now() });
    for (const [patientId, other] of [
      [surviving.id, merged],
      [merged.id, surviving],
    ] as const) {
      audit(ctx, {
        action: 'merge',
        resource: 'patient',
        resourceId: patientId,
        patientId,
        reason: input.reason,
        body: { with: other.number, linkId },
      });
    }
    return { linkId };
  },
  about: (input) => input.surviving.patientId,
};

function assertAsSeen(patient: Patient, version: number): void {
  if (patient.version !== version) throw new AppError('version.conflict', { found: patient.version });
}
