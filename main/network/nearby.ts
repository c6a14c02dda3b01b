import { listPeerStock, type PeerStock, searchPeerStock } from '../../db/queries/network.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { NearbyRow } from '../../preload/contract/network.ts';
import { readPayload } from '../../sync/protocol/kinds.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { readItem } from '../inventory/stockLevel.ts';
import { fold } from '../patients/names.ts';
import { byDistance, kmFrom } from './place.ts';

const mostRows = 500;

/** Who near me has it: those that have some first, nearest first; each figure with its age. @throws 'not_found' */
export const nearby: QueryHandler<'network.nearby'> = async (ctx, { itemId, text }) => {
  if (itemId !== undefined) {
    const ours = readItem(ctx, itemId);
    if (!ours) throw new AppError('not_found', { resource: 'item' });
    const rows = await listPeerStock(ctx.db, { productKey: ours.line.productKey, itemId });
    return { asked: ours.row.name, rows: inOrder(ctx, rows), ours: { ...ours.row, nearestExpiry: ours.line.usableExpiry } }; // as neighbours see it: what has expired is not counted
  }
  const words = fold(text ?? '')
    .split(' ')
    .filter(Boolean);
  const rows = words.length === 0 ? [] : await searchPeerStock(ctx.db, words, mostRows);
  return { asked: text ?? '', rows: inOrder(ctx, rows), ours: null };
};

function inOrder(ctx: Context, stock: readonly PeerStock[]): NearbyRow[] {
  return stock
    .flatMap((row) => toNearby(ctx, row) ?? [])
    .sort((a, b) => Number(b.onHand > 0) - Number(a.onHand > 0) || byDistance(a, b) || b.onHand - a.onHand);
}

function toNearby(ctx: Context, row: PeerStock): NearbyRow | undefined {
  const level = readPayload('stock.level', row.payload);
  if (!level) return undefined;
  return {
    facilityId: row.facilityId,
    facilityName: row.name,
    facilityType: row.type,
    phone: row.phone,
    km: kmFrom(ctx.facility, row),
    itemName: level.name,
    onHand: level.onHand,
    unit: level.product.unit,
    status: level.status,
    nearestExpiry: level.nearestExpiry,
    asOf: level.asOf,
    ageSeconds: Math.max(0, Math.round((Date.parse(ctx.now()) - Date.parse(level.asOf)) / 1000)),
    clockSuspect: row.clockSuspect === 1,
  };
}
