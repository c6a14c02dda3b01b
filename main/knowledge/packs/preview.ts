import { listEditions, readActiveFiles } from '../../../db/queries/knowledge.ts';
import type { PackPreview } from '../../../preload/contract/knowledge.ts';
import type { Context } from '../../facility/context.ts';
import type { QueryHandler } from '../../facility/handlers.ts';
import { shippedTables } from '../shipped.ts';
import { assertNewer } from './assertNewer.ts';
import { decodePack, type Pack, type PackTable } from '../../../sync/packs/format.ts';
import { fingerprintOf } from '../../../sync/security/keys.ts';
import { rowKey } from './merge.ts';
import { readPackBlob } from './readBlob.ts';
import { signerOf } from './signers.ts';

export const previewPack: QueryHandler<'knowledge.previewPack'> = async (ctx, { blobId }) => {
  const { pack, file } = await readPackBlob(ctx, blobId);
  return describePack(ctx, pack, file.length);
};

/** What a pack that was checked would bring. @throws as assertNewer */
export async function describePack(ctx: Context, pack: Pack, size: number): Promise<PackPreview> {
  const { manifest } = pack;
  const editions = await ctx.facility.exclusive(() => listEditions(ctx.raw, manifest.id));
  assertNewer(pack, editions, (row) => signerOf(ctx.facility, row.signer, row.public_key));
  const present = editions.find((row) => row.status === 'active');
  return {
    packId: manifest.id,
    title: manifest.title,
    sequence: manifest.sequence,
    origin: manifest.origin,
    edition: manifest.edition,
    licence: manifest.licence,
    madeOn: manifest.date,
    publisher: manifest.publisher,
    signer: signerOf(ctx.facility, manifest.signer.kind, manifest.signer.publicKey),
    fingerprint: fingerprintOf(manifest.signer.publicKey),
    size,
    sha256: pack.sha256,
    tables: compare(pack, present ? await readTables(ctx, present.id) : []),
    replaces: present ? { sequence: present.sequence, edition: present.edition } : null,
  };
}

/** Of the edition that counts now. One that was damaged since is nothing to compare with. */
async function readTables(ctx: Context, rowId: string): Promise<readonly PackTable[]> {
  const files = await ctx.facility.exclusive(() => readActiveFiles(ctx.raw));
  const found = files.find(({ id }) => id === rowId);
  try {
    return found ? decodePack(found.file, ctx.facility.catalogues.publishers).tables : [];
  } catch {
    return [];
  }
}

/** Against what is shipped and the edition that this one takes the place of, whose tables may be missing in it. */
function compare({ manifest, tables }: Pack, present: readonly PackTable[]) {
  const gone = present.filter(({ name }) => !tables.some((table) => table.name === name));
  return [...tables, ...gone.map((table) => ({ ...table, mode: 'add' as const, rows: [] }))].map((table) =>
    compareTable(
      table,
      present.find(({ name }) => name === table.name),
      manifest.signer.kind === 'publisher',
    ),
  );
}

function compareTable(table: PackTable, former: PackTable | undefined, isPublisher: boolean) {
  const shipped = shippedTables();
  const keyed = (rows: PackTable['rows']) => rows.map((row) => [rowKey(table, row), row.join('\t')] as const);
  const base = keyed(shipped.columns.has(table.name) ? shipped.rows(table.name) : []);
  const now = new Map(keyed(table.rows));
  const was = keyed(former?.rows ?? []);
  // a clinic's own pack changes nothing of what is shipped
  const before = new Map(former?.mode === 'replace' ? was : isPublisher ? [...base, ...was] : [...was, ...base]);
  const isShipped = new Set(base.map(([key]) => key));
  const stays = (key: string) => now.has(key) || (table.mode === 'add' && isShipped.has(key));
  const changed = [...now].filter(([key, text]) => before.has(key) && before.get(key) !== text && (isPublisher || !isShipped.has(key)));
  const added = [...now.keys()].filter((key) => !before.has(key));
  return {
    name: table.name,
    rows: table.rows.length,
    added: added.length,
    changed: changed.length,
    known: now.size - added.length - changed.length,
    removed: [...before.keys()].filter((key) => !stays(key)).length,
    isReplaced: table.mode === 'replace',
  };
}
