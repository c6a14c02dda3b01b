import type { QueryHandler } from '../facility/handlers.ts';
import { readLinkSettings } from './readLinkSettings.ts';

export const linkSettings: QueryHandler<'network.settings'> = async (ctx) => {
  const { latitude, longitude } = ctx.facility.self;
  return { ...readLinkSettings(ctx.raw), hasPlace: latitude !== null && longitude !== null };
};
