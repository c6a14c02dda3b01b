import { amend } from '../../db/write.ts';
import type { Row } from '../../db/schema/index.ts';
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
    latitude: row.latitude,
    longitude: row.longitude,
    today: ctx.today(),
    version: row.version,
  };
};

export const amendFacility: CommandHandler<'facility.amend'> = {
  run: async (ctx, { version, name, latitude, longitude }) => {
    const next = amend(ctx, 'facility', ctx.facility.self.id, { name, latitude, longitude }, { version });
    const self: Row<'facility'> = { ...ctx.facility.self, name, latitude, longitude, version: next };
    ctx.facility.self = self;
    publishProfile(ctx, { ...self, timeZone: self.time_zone });
    return { version: next };
  },
};
