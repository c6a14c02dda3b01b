import { findArrivingFile, listArriving, newestLoaded } from '../../../db/queries/arrivingPacks.ts';
import { amend, insert } from '../../../db/write.ts';
import { mostPackBytes } from '../../../sync/packs/format.ts';
import type { ShelfPack } from '../../../sync/protocol/messages.ts';
import type { Context } from '../../facility/context.ts';

/**
 * What the hub hands out, held against what is here: a newer edition is fetched, never an older one than was ever loaded. What is on the shelf no more
 * is not offered to anybody here either, unless a newer edition of it is still on its way.
 */
export function hearShelf(ctx: Context, packs: readonly ShelfPack[]): void {
  const newest = newestLoaded(ctx.raw);
  const wanted = packs.filter(({ id, sequence }) => sequence > (newest.get(id) ?? 0));
  for (const pack of wanted) offer(ctx, pack);
  const shelf = new Set(wanted.map(({ sha256 }) => sha256));
  const ids = new Set(wanted.map(({ id }) => id));
  for (const row of listArriving(ctx.raw)) {
    if (shelf.has(row.sha256) || row.status === 'loaded' || row.status === 'withdrawn') continue;
    const isReplacedLater = row.status === 'arrived' && ids.has(row.pack_id);
    if (!isReplacedLater) amend(ctx, 'arriving_pack', row.id, { status: 'withdrawn', problem: null });
  }
}

function offer(ctx: Context, pack: ShelfPack): void {
  const isTooLarge = pack.bytes > 2 * mostPackBytes;
  const state = isTooLarge
    ? { status: 'refused', problem: 'knowledge.too_large', problem_data: JSON.stringify({ megabytes: mostPackBytes / 1024 / 1024 }) }
    : { status: 'offered', problem: null, problem_data: '{}' };
  const known = findArrivingFile(ctx.raw, pack.sha256);
  if (known?.status === 'withdrawn') amend(ctx, 'arriving_pack', known.id, { ...state, is_wanted: 0, damaged: 0, offered_at: ctx.now() });
  if (known) return;
  insert(ctx, 'arriving_pack', {
    id: ctx.newId(),
    pack_id: pack.id,
    sequence: pack.sequence,
    title: pack.title,
    edition: pack.edition,
    publisher: pack.publisher,
    made_on: pack.date,
    bytes: pack.bytes,
    sha256: pack.sha256,
    offered_at: ctx.now(),
    ...state,
  });
}
