import { listEditions } from '../../../db/queries/knowledge.ts';
import { amend, insert } from '../../../db/write.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import type { Pack } from '../../../sync/packs/format.ts';
import type { Context } from '../../facility/context.ts';
import type { CommandHandler } from '../../facility/handlers.ts';
import { assertNewer } from './assertNewer.ts';
import { readPackBlob } from './readBlob.ts';
import { signerOf } from './signers.ts';

/** The edition that counted so far is kept as fall-back; the one before it goes. */
export const loadPack: CommandHandler<'knowledge.loadPack', Awaited<ReturnType<typeof readPackBlob>>> = {
  prepare: (ctx, { blobId }) => readPackBlob(ctx, blobId),
  run: async (ctx, { sha256, reason }, { pack, file }) => ({ id: keepPack(ctx, pack, file, { sha256, reason }) }),
};

/** `sha256`: of what was seen. @throws 'version.conflict' when the file is another one; as assertNewer */
export function keepPack(ctx: Context, pack: Pack, file: Buffer, { sha256, reason }: { sha256: string; reason: string }): string {
  const { manifest } = pack;
  if (pack.sha256 !== sha256) throw new AppError('version.conflict', { found: manifest.sequence });
  const editions = listEditions(ctx.raw, manifest.id);
  const known = assertNewer(pack, editions, (row) => signerOf(ctx.facility, row.signer, row.public_key));
  for (const row of editions)
    if (row.status === 'previous' && row.id !== known?.id)
      amend(ctx, 'knowledge_pack', row.id, { status: 'removed', file: null }, { reason });
  const active = editions.find((row) => row.status === 'active');
  if (active) amend(ctx, 'knowledge_pack', active.id, { status: 'previous' }, { reason });
  const loaded = { status: 'active', loaded_at: ctx.now(), loaded_by: ctx.user.userId, file };
  if (known) {
    amend(ctx, 'knowledge_pack', known.id, loaded, { reason });
    return known.id;
  }
  const id = ctx.newId();
  insert(ctx, 'knowledge_pack', {
    id,
    pack_id: manifest.id,
    sequence: manifest.sequence,
    title: manifest.title,
    origin: manifest.origin,
    edition: manifest.edition,
    licence: manifest.licence,
    made_on: manifest.date,
    publisher: manifest.publisher,
    signer: manifest.signer.kind,
    public_key: manifest.signer.publicKey,
    tables: JSON.stringify(manifest.tables.map(({ name, rows }) => ({ name, rows }))),
    size: file.length,
    sha256,
    ...loaded,
  });
  return id;
}
