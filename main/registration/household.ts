import { findHouseholdOf } from '../../db/queries/registration.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';

/** Of two households the newcomer's is left. @throws 'not_found', 'household.same_person' */
export const joinHousehold: CommandHandler<'registration.joinHousehold'> = {
  run: async (ctx, { patientId, otherId }) => {
    await assertPatient(ctx.db, patientId);
    await assertPatient(ctx.db, otherId);
    const own = await linkedPatientIds(ctx.db, patientId);
    if (own.includes(otherId)) throw new AppError('household.same_person');
    const joined = await findHouseholdOf(ctx.db, await linkedPatientIds(ctx.db, otherId));
    const before = await findHouseholdOf(ctx.db, own);
    if (before && before.household_id === joined?.household_id) return {};
    if (before) amend(ctx, 'household_member', before.id, { left_at: ctx.now() });
    const householdId = joined?.household_id ?? ctx.newId();
    if (!joined) {
      insert(ctx, 'household', { id: householdId, created_at: ctx.now() });
      insert(ctx, 'household_member', { id: ctx.newId(), household_id: householdId, patient_id: otherId, left_at: null });
    }
    insert(ctx, 'household_member', { id: ctx.newId(), household_id: householdId, patient_id: patientId, left_at: null });
    return {};
  },
  about: (input) => input.patientId,
};

/** @throws 'not_found' when the person lives in none */
export const leaveHousehold: CommandHandler<'registration.leaveHousehold'> = {
  run: async (ctx, { patientId }) => {
    const home = await findHouseholdOf(ctx.db, await linkedPatientIds(ctx.db, patientId));
    if (!home) throw new AppError('not_found', { resource: 'household' });
    amend(ctx, 'household_member', home.id, { left_at: ctx.now() });
    return {};
  },
  about: (input) => input.patientId,
};
