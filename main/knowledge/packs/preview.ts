import { listEditions, readActiveFiles } from '../../../db/queries/knowledge.ts';
import type { PackPreview } from '../../../preload/contract/knowledge.ts';
import type { Context } from '../../facility/context.ts';
import type { QueryHandler } from '../../facility/handlers.ts';
import { shippedTables } from '../shipped.ts';
import { assertNewer } from './assertNewer.ts';
import { decodePack, type Pack, type PackTable } from '../../../sync/packs/format.ts';
import { rowKey } from './merge.ts';
import { readPackBlob } from './readBlob.ts';
import { fingerprintOf, signerOf } from './signers.ts';

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

/** Against what is shipped and the edition that this one takes the place of. */
function compare({ manifest, tables }: Pack, present: readonly PackTable[]) {
  const shipped = shippedTables();
  const isPublisher = manifest.signer.kind === 'publisher';
  return tables.map((table) => {
    const keyed = (rows: readonly (readonly string[])[]) => rows.map((row) => [rowKey(table, row), row.join('\t')] as const);
    const base = new Map(keyed(shipped.columns.has(table.name) ? shipped.rows(table.name) : []));
    const former = new Map(keyed(present.find(({ name }) => name === table.name)?.rows ?? []));
    const before = isPublisher ? new Map([...base, ...former]) : new Map([...former, ...base]);
    const found = table.rows.map((row) => ({ key: rowKey(table, row), before: before.get(rowKey(table, row)), now: row.join('\t') }));
    // a clinic's own pack changes nothing of what is shipped
    const changed = found.filter(({ key, before: was, now }) => was !== undefined && was !== now && (isPublisher || !base.has(key))).length;
    const added = found.filter(({ before: was }) => was === undefined).length;
    return {
      name: table.name,
      rows: table.rows.length,
      added,
      changed,
      known: table.rows.length - added - changed,
      isReplaced: table.mode === 'replace',
    };
  });
}
