import { listEditions } from '../../../db/queries/knowledge.ts';
import type { QueryHandler } from '../../facility/handlers.ts';
import { shippedTables } from '../shipped.ts';
import { assertNewer } from './assertNewer.ts';
import type { Pack } from '../../../sync/packs/format.ts';
import { rowKey } from './merge.ts';
import { readPackBlob } from './readBlob.ts';
import { fingerprintOf, signerOf } from './signers.ts';

export const previewPack: QueryHandler<'knowledge.previewPack'> = async (ctx, { blobId }) => {
  const { pack, file } = await readPackBlob(ctx, blobId);
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
    size: file.length,
    sha256: pack.sha256,
    tables: compare(pack),
    replaces: present ? { sequence: present.sequence, edition: present.edition } : null,
  };
};

/** Against what is shipped. */
function compare({ manifest, tables }: Pack) {
  const shipped = shippedTables();
  const isPublisher = manifest.signer.kind === 'publisher';
  return tables.map((table) => {
    const before = new Map(
      (shipped.columns.has(table.name) ? shipped.rows(table.name) : []).map((row) => [rowKey(table, row), row.join('\t')]),
    );
    const found = table.rows.map((row) => ({ before: before.get(rowKey(table, row)), now: row.join('\t') }));
    const changed = isPublisher ? found.filter(({ before: was, now }) => was !== undefined && was !== now).length : 0;
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
