import { listPeers as readPeers } from '../../db/queries/network.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { byDistance, kmFrom } from './place.ts';

export const listPeers: QueryHandler<'network.peers'> = async (ctx) => {
  const rows = await readPeers(ctx.db);
  const peers = rows.map(({ latitude, longitude, items, ...row }) => ({
    ...row,
    items: items ?? 0,
    km: kmFrom(ctx.facility, { latitude, longitude }),
  }));
  return { peers: peers.sort(byDistance) };
};
