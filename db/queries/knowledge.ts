import type { Database as Raw } from 'better-sqlite3';
import type { Row } from '../schema/index.ts';
import { prepared } from '../statements.ts';

export type PackRow = Omit<Row<'knowledge_pack'>, 'file'>;

const columns =
  'id, pack_id, sequence, title, origin, edition, licence, made_on, publisher, signer, public_key, tables, size, sha256, status, loaded_at, loaded_by, version';

/** Changes whenever another set of packs counts. */
export const packStamp = (raw: Raw): string =>
  prepared(raw, `SELECT coalesce(group_concat(sha256 ORDER BY pack_id), '') FROM knowledge_pack WHERE status = 'active'`)
    .pluck()
    .get() as string;

export const listPacks = (raw: Raw): PackRow[] =>
  prepared(raw, `SELECT ${columns} FROM knowledge_pack ORDER BY title, pack_id, sequence DESC`).all() as PackRow[];

export const listEditions = (raw: Raw, packId: string): PackRow[] =>
  prepared(raw, `SELECT ${columns} FROM knowledge_pack WHERE pack_id = ? ORDER BY sequence DESC`).all(packId) as PackRow[];

export const findPack = (raw: Raw, id: string): PackRow | undefined =>
  prepared(raw, `SELECT ${columns} FROM knowledge_pack WHERE id = ?`).get(id) as PackRow | undefined;

export const readActiveFiles = (raw: Raw): { id: string; pack_id: string; file: Buffer }[] =>
  prepared(raw, `SELECT id, pack_id, file FROM knowledge_pack WHERE status = 'active' ORDER BY pack_id`).all() as {
    id: string;
    pack_id: string;
    file: Buffer;
  }[];
