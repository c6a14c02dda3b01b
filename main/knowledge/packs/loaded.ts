import { listPacks } from '../../../db/queries/knowledge.ts';
import type { QueryHandler } from '../../facility/handlers.ts';
import { fingerprintOf } from '../../../sync/security/keys.ts';
import { licenceOf } from '../licences.ts';
import { shippedTables } from '../shipped.ts';
import { signerOf } from './signers.ts';

export const loadedKnowledge: QueryHandler<'knowledge.loaded'> = async (ctx) => {
  const { facility } = ctx;
  const shipped = shippedTables();
  const { knowledge, packProblems } = facility.catalogues;
  const rows = listPacks(ctx.raw);
  const users = new Map(
    (ctx.raw.prepare('SELECT id, display_name FROM user_account').all() as { id: string; display_name: string }[]).map((row) => [
      row.id,
      row.display_name,
    ]),
  );
  const shippedLists = new Set(shipped.rows('lists').map(([id = '']) => id));
  const bringing = facility.catalogues.broughtBy;
  const rowsOf = new Map<string, number>();
  for (const rules of knowledge.rulesByPair.values()) for (const { list } of rules) rowsOf.set(list, (rowsOf.get(list) ?? 0) + 1);
  return {
    tables: [...shipped.columns.keys()].map((name) => ({ name, rows: shipped.rows(name).length })),
    lists: [...knowledge.lists.values()].map(({ id, name, edition, source }) => ({
      id,
      name,
      edition,
      source,
      rows: rowsOf.get(id) ?? 0,
      licence: bringing.get(id)?.licence ?? licenceOf(id),
      pack: bringing.get(id)?.title ?? (shippedLists.has(id) ? null : ''),
    })),
    packs: rows
      .filter((row) => row.status === 'active')
      .map((row) => {
        const previous = rows.find((other) => other.pack_id === row.pack_id && other.status === 'previous');
        return {
          id: row.id,
          version: row.version,
          packId: row.pack_id,
          title: row.title,
          sequence: row.sequence,
          origin: row.origin,
          edition: row.edition,
          licence: row.licence,
          madeOn: row.made_on,
          publisher: row.publisher,
          signer: signerOf(facility, row.signer, row.public_key),
          fingerprint: fingerprintOf(row.public_key),
          size: row.size,
          tables: JSON.parse(row.tables) as { name: string; rows: number }[],
          loadedAt: row.loaded_at,
          loadedBy: users.get(row.loaded_by) ?? '',
          previous: previous ? { sequence: previous.sequence, edition: previous.edition } : null,
          problem: packProblems.get(row.id) ?? null,
        };
      }),
  };
};
