import { insert, amend } from '../../db/write.ts';
import { addMonths } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { spanAfter } from '../clinical/immunization/schedule.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { scheduleNow } from './scheduleNow.ts';

export const immunizationSchedule: QueryHandler<'immunizations.schedule'> = async (ctx) => ({
  doses: (await scheduleNow(ctx.db)).map(
    ({ series, dose, minAge, dueAge, minInterval, endAge, sex, isLive, isActive, isOwn, version }) => ({
      series,
      dose,
      minAge,
      dueAge,
      minInterval,
      endAge,
      sex,
      isLive,
      isActive,
      isOwn,
      version,
    }),
  ),
});

/** @throws 'version.conflict', 'immunization.schedule_order' when the ages do not follow each other */
export const setScheduleDose: CommandHandler<'immunizations.setDose'> = {
  run: async (ctx, { series, dose, minAge, dueAge, minInterval, endAge, isActive, version }) => {
    const at = (span: string) => spanAfter('2000-01-01', span);
    if (at(minAge) > at(dueAge) || (endAge !== '' && at(dueAge) >= at(endAge)) || at(dueAge) > addMonths('2000-01-01', 1200)) {
      throw new AppError('immunization.schedule_order');
    }
    const row = {
      min_age: minAge,
      due_age: dueAge,
      min_interval: minInterval,
      end_age: endAge,
      is_active: isActive ? 1 : 0,
    };
    const known = await ctx.db
      .selectFrom('immunization_schedule_dose')
      .selectAll()
      .where('series', '=', series)
      .where('dose', '=', dose)
      .executeTakeFirst();
    if ((known?.version ?? 0) !== version) throw new AppError('version.conflict', { found: known?.version ?? 0 });
    if (known) return { version: amend(ctx, 'immunization_schedule_dose', known.id, row, { version }) };
    insert(ctx, 'immunization_schedule_dose', { id: ctx.newId(), series, dose, ...row });
    return { version: 1 };
  },
};
