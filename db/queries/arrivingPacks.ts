import type { Database as Raw } from 'better-sqlite3';
import type { Row } from '../schema/index.ts';
import { prepared } from '../statements.ts';

export type ArrivingPack = Row<'arriving_pack'>;

export const listArriving = (raw: Raw): ArrivingPack[] =>
  prepared(raw, 'SELECT * FROM arriving_pack ORDER BY title, pack_id, sequence DESC').all() as ArrivingPack[];

export const findArriving = (raw: Raw, id: string): ArrivingPack | undefined =>
  prepared(raw, 'SELECT * FROM arriving_pack WHERE id = ?').get(id) as ArrivingPack | undefined;

export const findArrivingFile = (raw: Raw, sha256: string): ArrivingPack | undefined =>
  prepared(raw, 'SELECT * FROM arriving_pack WHERE sha256 = ?').get(sha256) as ArrivingPack | undefined;

/** The newest edition that ever was loaded here, of each pack. */
export const newestLoaded = (raw: Raw): Map<string, number> =>
  new Map(
    (
      prepared(raw, 'SELECT pack_id, max(sequence) AS newest FROM knowledge_pack GROUP BY pack_id').all() as {
        pack_id: string;
        newest: number;
      }[]
    ).map(({ pack_id, newest }) => [pack_id, newest]),
  );

export const isLineMetered = (raw: Raw): boolean =>
  prepared(raw, `SELECT is_metered FROM link_setting WHERE id = 'link'`).pluck().get() === 1;
