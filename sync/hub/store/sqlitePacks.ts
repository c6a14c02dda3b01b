import type { Database as SqliteFile } from 'better-sqlite3';
import type { ShelfPack } from '../../protocol/messages.ts';
import { assertMayTakePlace, cutPiece, partsAround, partsOf } from '../packs.ts';

/** The knowledge packs that facilities may fetch. */
export function packPart(file: SqliteFile) {
  const list = file.prepare<[], ShelfPack>(
    'SELECT id, sequence, title, edition, publisher, made_on AS date, bytes, sha256 FROM shelf_pack ORDER BY id',
  );
  const remove = file.prepare('DELETE FROM shelf_pack WHERE id = ?');
  const insert = file.prepare<[ShelfPack & { at: string }]>(
    `INSERT INTO shelf_pack (id, sequence, title, edition, publisher, made_on, bytes, sha256, added_at)
     VALUES (@id, @sequence, @title, @edition, @publisher, @date, @bytes, @sha256, @at)`,
  );
  const insertPart = file.prepare('INSERT INTO shelf_part (pack_id, no, part) VALUES (?, ?, ?)');
  const isThere = file.prepare<[string], string>('SELECT id FROM shelf_pack WHERE sha256 = ?').pluck();
  const parts = file
    .prepare<[string, number, number], Buffer>('SELECT part FROM shelf_part WHERE pack_id = ? AND no BETWEEN ? AND ? ORDER BY no')
    .pluck();
  const put = file.transaction((pack: ShelfPack, bytes: Buffer, at: string) => {
    assertMayTakePlace(pack, list.all());
    remove.run(pack.id);
    insert.run({ ...pack, at });
    for (const { no, part } of partsOf(bytes)) insertPart.run(pack.id, no, part);
  });
  return {
    shelf: async (): Promise<readonly ShelfPack[]> => list.all(),
    putPack: async (pack: ShelfPack, bytes: Buffer, at: string): Promise<void> => put.immediate(pack, bytes, at),
    takePackDown: async (id: string): Promise<boolean> => remove.run(id).changes > 0,
    packPiece: async (sha256: string, offset: number, limit: number): Promise<Buffer | null> => {
      const id = isThere.get(sha256);
      if (id === undefined) return null;
      const { first, last } = partsAround(offset, limit);
      return cutPiece(parts.all(id, first, last), offset, limit);
    },
  };
}
