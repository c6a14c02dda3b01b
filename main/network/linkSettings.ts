import type { QueryHandler } from '../facility/handlers.ts';
import { chosenProxy } from './chosenProxy.ts';
import { readLinkSettings } from './readLinkSettings.ts';

export const linkSettings: QueryHandler<'network.settings'> = async (ctx) => {
  const { latitude, longitude } = ctx.facility.self;
  const proxy = chosenProxy(ctx.raw);
  const told = proxy && { url: proxy.url, user: proxy.user, hasPassword: proxy.password !== '' };
  return { ...readLinkSettings(ctx.raw), proxy: told, hasPlace: latitude !== null && longitude !== null };
};
