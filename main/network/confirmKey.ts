import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { noteCompared } from '../../sync/client/followKey.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { readHubKey } from './hubKey.ts';

/** @throws 'hub.not_enrolled', 'version.conflict' when the key changed while people were on the telephone */
export const confirmKey: CommandHandler<'network.confirmKey'> = {
  run: async (ctx, { fingerprint }) => {
    const key = readHubKey(ctx.raw);
    if (key === null) throw new AppError('hub.not_enrolled');
    if (key.fingerprint !== fingerprint) throw new AppError('version.conflict', { found: 0 });
    noteCompared(ctx.raw, ctx.now());
    ctx.touched.add('hub_link');
    audit(ctx, { action: 'compare', resource: 'hub_key', resourceId: fingerprint });
    return {};
  },
};
