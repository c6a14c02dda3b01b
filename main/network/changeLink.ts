import { amend } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { chosenProxy } from './chosenProxy.ts';

/** The link takes it over after the commit. @throws 'version.conflict' */
export const changeLink: CommandHandler<'network.change'> = {
  run: async (ctx, { settings: { radiusKm, onlyOwnItems, isMetered, isPaused }, proxy, version }) => {
    const changes = {
      radius_km: radiusKm,
      only_own_items: onlyOwnItems ? 1 : 0,
      is_metered: isMetered ? 1 : 0,
      is_paused: isPaused ? 1 : 0,
    };
    const way = proxy === undefined ? {} : { proxy_url: null, proxy_user: null, proxy_password: null };
    if (proxy) {
      const { url, user } = proxy;
      // A password is for one proxy and one name: it is not carried to others.
      const before = chosenProxy(ctx.raw);
      const kept = before?.url === url && before.user === user ? before.password : '';
      Object.assign(way, { proxy_url: url, proxy_user: user || null, proxy_password: (user && (proxy.password ?? kept)) || null });
    }
    amend(ctx, 'link_setting', 'link', { ...changes, ...way }, { version });
    return {};
  },
};
