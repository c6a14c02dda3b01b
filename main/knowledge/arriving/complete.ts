import { type ArrivingPack, findArriving, listArriving } from '../../../db/queries/arrivingPacks.ts';
import { listEditions } from '../../../db/queries/knowledge.ts';
import { amend } from '../../../db/write.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import type { Pack } from '../../../sync/packs/format.ts';
import { type Context, inTransaction } from '../../facility/context.ts';
import { assertNewer } from '../packs/assertNewer.ts';
import { checkPack } from '../packs/check.ts';
import { signerOf } from '../packs/signers.ts';
import type { ArrivingFiles } from './files.ts';

/** A file may come otherwise than the hub named it by chance; so often, and somebody should know. */
const mostDamaged = 3;

/** All bytes are here: checked as one from a stick is. What passes waits for a person; what does not is refused and says why. */
export async function completePack(ctx: Context, files: ArrivingFiles, row: ArrivingPack): Promise<void> {
  const checked = check(ctx, files, row);
  await inTransaction(ctx, (inside) => {
    if (findArriving(inside.raw, row.id)?.status !== 'offered') return; // taken from the shelf meanwhile
    amend(inside, 'arriving_pack', row.id, outcomeOf(inside, row, checked));
    if (checked === null || checked instanceof AppError) return;
    for (const other of listArriving(inside.raw)) {
      const isOlder = other.pack_id === checked.manifest.id && other.sequence < checked.manifest.sequence;
      const isOpen = other.status === 'arrived' || other.status === 'set-aside' || other.status === 'refused';
      if (isOlder && isOpen) amend(inside, 'arriving_pack', other.id, { status: 'withdrawn', problem: null });
    }
  });
}

/** Null: it is not the file that the hub named. */
function check(ctx: Context, files: ArrivingFiles, row: ArrivingPack): Pack | AppError | null {
  const file = files.finish(row.sha256);
  if (file === null) return null;
  try {
    const pack = checkPack(file, ctx.facility.catalogues.publishers);
    // a hub that hands on what a facility signed would make everybody's what one vouches for
    if (pack.manifest.signer.kind !== 'publisher') throw new AppError('knowledge.not_publishers', { publisher: pack.manifest.publisher });
    return pack;
  } catch (error) {
    files.drop(row.sha256);
    if (error instanceof AppError) return error;
    throw error;
  }
}

function outcomeOf(ctx: Context, row: ArrivingPack, checked: Pack | AppError | null) {
  if (checked === null) {
    const damaged = row.damaged + 1;
    return { status: damaged < mostDamaged ? 'offered' : 'refused', damaged, problem: 'knowledge.damaged', problem_data: '{}' };
  }
  try {
    if (checked instanceof AppError) throw checked;
    const { manifest } = checked;
    assertNewer(checked, listEditions(ctx.raw, manifest.id), (loaded) => signerOf(ctx.facility, loaded.signer, loaded.public_key));
    const { id, sequence, title, edition, publisher, date } = manifest;
    const said = { pack_id: id, sequence, title, edition, publisher, made_on: date };
    return { status: 'arrived', ...said, problem: null, problem_data: '{}', arrived_at: ctx.now() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'knowledge.already_loaded') return { status: 'loaded', problem: null };
    return { status: 'refused', problem: error.code, problem_data: JSON.stringify(error.data) };
  }
}
