import type { Row } from '../../db/schema/index.ts';
import { amend } from '../../db/write.ts';
import { isTimeZone } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { publishProfile } from '../network/publishProfile.ts';

export const facilityProfile: QueryHandler<'facility.profile'> = async (ctx) => {
  const row = await ctx.db.selectFrom('facility').selectAll().executeTakeFirstOrThrow();
  return {
    id: row.id,
    name: row.name,
    code: row.code,
    type: row.type as Output<'facility.profile'>['type'],
    timeZone: row.time_zone,
    currency: row.currency,
    locale: row.locale,
    phone: row.phone,
    latitude: row.latitude,
    longitude: row.longitude,
    today: ctx.today(),
    version: row.version,
  };
};

/** @throws 'ipc.invalid_input' for a time zone that is none, 'version.conflict' */
export const amendFacility: CommandHandler<'facility.amend'> = {
  run: async (ctx, { version, name, latitude, longitude, reason, ...asked }) => {
    const { timeZone, type, locale, phone } = asked;
    if (timeZone !== undefined && !isTimeZone(timeZone)) throw new AppError('ipc.invalid_input', { path: 'timeZone' });
    const before = ctx.facility.self;
    const changes = {
      name,
      latitude,
      longitude,
      type: type ?? before.type,
      time_zone: timeZone ?? before.time_zone,
      locale: locale ?? before.locale,
      phone: phone ?? before.phone,
    };
    const next = amend(ctx, 'facility', before.id, changes, { version, reason });
    const self: Row<'facility'> = { ...before, ...changes, version: next };
    ctx.facility.self = self;
    publishProfile(ctx, self);
    return { version: next };
  },
};
