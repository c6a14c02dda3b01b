import type { ShelfPack } from '../../../protocol/messages.ts';
import { assertMayTakePlace, cutPiece, partsAround, partsOf } from '../../packs.ts';
import type { Db } from './pool.ts';

const listed = 'SELECT id, sequence, title, edition, publisher, made_on AS date, bytes, sha256 FROM shelf_pack ORDER BY id';

/** The knowledge packs that facilities may fetch. */
export function packPart(db: Db) {
  return {
    shelf: async (): Promise<readonly ShelfPack[]> => (await db.query<ShelfPack>('shelf', listed, [])).rows,
    putPack: (pack: ShelfPack, bytes: Buffer, at: string): Promise<void> =>
      db.transaction(async (client) => {
        await client.query('LOCK TABLE shelf_pack IN SHARE ROW EXCLUSIVE MODE'); // two operators at once
        assertMayTakePlace(pack, (await client.query<ShelfPack>(listed)).rows);
        await client.query('DELETE FROM shelf_pack WHERE id = $1', [pack.id]);
        await client.query(
          `INSERT INTO shelf_pack (id, sequence, title, edition, publisher, made_on, bytes, sha256, added_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          [pack.id, pack.sequence, pack.title, pack.edition, pack.publisher, pack.date, pack.bytes, pack.sha256, at],
        );
        for (const { no, part } of partsOf(bytes))
          await client.query('INSERT INTO shelf_part (pack_id, no, part) VALUES ($1, $2, $3)', [pack.id, no, part]);
      }),
    takePackDown: async (id: string): Promise<boolean> =>
      (await db.query('takePackDown', 'DELETE FROM shelf_pack WHERE id = $1', [id])).rowCount === 1,
    packPiece: async (sha256: string, offset: number, limit: number): Promise<Buffer | null> => {
      const { first, last } = partsAround(offset, limit);
      const { rows } = await db.query<{ part: Buffer | null }>(
        'packPiece',
        `SELECT t.part FROM shelf_pack AS p LEFT JOIN shelf_part AS t ON t.pack_id = p.id AND t.no BETWEEN $2 AND $3
         WHERE p.sha256 = $1 ORDER BY t.no`,
        [sha256, first, last],
      );
      if (rows.length === 0) return null;
      return cutPiece(
        rows.flatMap(({ part }) => (part === null ? [] : [part])),
        offset,
        limit,
      );
    },
  };
}
