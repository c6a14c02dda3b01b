import { amend } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** The link takes it over after the commit. @throws 'version.conflict' */
export const changeLink: CommandHandler<'network.change'> = {
  run: async (ctx, { settings: { radiusKm, onlyOwnItems, isMetered, isPaused }, version }) => {
    const changes = {
      radius_km: radiusKm,
      only_own_items: onlyOwnItems ? 1 : 0,
      is_metered: isMetered ? 1 : 0,
      is_paused: isPaused ? 1 : 0,
    };
    amend(ctx, 'link_setting', 'link', changes, { version });
    return {};
  },
};
