import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** The number is kept without blanks: scanners leave them out, people don't. */
export const receiveBlood: CommandHandler<'blood.receive'> = {
  run: async (ctx, { unitNumber, component, group, volumeMl, expiry, source }) => {
    const number = unitNumber.replaceAll(/\s/g, '').toUpperCase();
    if (expiry < ctx.today()) throw new AppError('blood.expired', { expiry });
    const known = await ctx.db.selectFrom('blood_unit').select('id').where('unit_number', '=', number).where('component', '=', component).executeTakeFirst();
    if (known) throw new AppError('blood.number_taken', { unitNumber: number });
    const id = ctx.newId();
    insert(ctx, 'blood_unit', { id, unit_number: number, component, ...group, volume_ml: volumeMl, expiry, source, received_at: ctx.now() });
    return { unitId: id };
  },
}; // prettier-ignore
