import { AppError } from '../../preload/contract/errors.ts';
import type { ShelfPack } from '../protocol/messages.ts';
import { maxPacksOnShelf } from '../protocol/limits.ts';
import { decodePack, mostPackBytes } from '../packs/format.ts';
import { publisherKeys } from '../packs/publisherKeys.ts';
import type { HubStore } from './store/store.ts';

/** A file lies in parts of this length, so that a piece of it is read without the whole. */
const partBytes = 32 * 1024;
/** What a piece costs a facility of the rows it may push: at most 200 pieces in a second go on. */
export const pieceCost = 100;

/**
 * Only what the publisher signed: what a facility signed is vouched for by nobody but itself, and the hub's operator cannot vouch for it either.
 * Whoever fetches it checks it again, row by row.
 * @throws 'knowledge.not_publishers', 'knowledge.shelf_full', 'knowledge.older', 'knowledge.already_loaded' and what decodePack refuses
 */
export async function putOnShelf(
  store: HubStore,
  file: Buffer,
  at: string,
  publishers: readonly string[] = publisherKeys,
): Promise<ShelfPack> {
  const { manifest, sha256 } = decodePack(file, publishers);
  if (manifest.signer.kind !== 'publisher') throw new AppError('knowledge.not_publishers', { publisher: manifest.publisher });
  const { id, sequence, title, edition, publisher, date } = manifest;
  const pack = { id, sequence, title, edition, publisher, date, bytes: file.length, sha256 };
  await store.putPack(pack, file, at);
  return pack;
}

/** `shelf`: what lies there now. @throws 'knowledge.older', 'knowledge.already_loaded', 'knowledge.shelf_full' */
export function assertMayTakePlace(pack: ShelfPack, shelf: readonly ShelfPack[]): void {
  const present = shelf.find(({ id }) => id === pack.id);
  if (present?.sha256 === pack.sha256) throw new AppError('knowledge.already_loaded', { sequence: pack.sequence });
  if (present !== undefined && present.sequence >= pack.sequence)
    throw new AppError('knowledge.older', { offered: pack.sequence, newest: present.sequence });
  if (present === undefined && shelf.length >= maxPacksOnShelf) throw new AppError('knowledge.shelf_full', { most: maxPacksOnShelf });
}

export function partsOf(file: Buffer): { no: number; part: Buffer }[] {
  return Array.from({ length: Math.ceil(file.length / partBytes) }, (_, no) => ({
    no,
    part: file.subarray(no * partBytes, (no + 1) * partBytes),
  }));
}

/** Which parts hold the bytes from `offset` on. */
export const partsAround = (offset: number, limit: number) => ({
  first: Math.floor(offset / partBytes),
  last: Math.floor((offset + limit - 1) / partBytes),
});

/** Of those parts, put one after the other. */
export const cutPiece = (parts: readonly Uint8Array[], offset: number, limit: number): Buffer =>
  Buffer.concat(parts).subarray(offset % partBytes, (offset % partBytes) + limit);

/** A limit beyond which no file can be asked: whatever offset comes, it is a small number. */
export const isWithinPack = (offset: number): boolean => offset < 2 * mostPackBytes;
