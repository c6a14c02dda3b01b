import type { PackRow } from '../../../db/queries/knowledge.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import type { PackSigner } from '../../../preload/contract/knowledge.ts';
import type { Pack } from '../../../sync/packs/format.ts';

/**
 * `editions`: all that were ever here of this pack. Never an older one than the newest that was here, never another file under its number,
 * never another one's pack under its name. The very file that was removed or set back may come again.
 * @throws 'knowledge.other_signer' { publisher }, 'knowledge.older' { offered, newest }, 'knowledge.already_loaded' { sequence }
 */
export function assertNewer(
  { manifest, sha256 }: Pack,
  editions: readonly PackRow[],
  signerOf: (row: PackRow) => PackSigner,
): PackRow | null {
  const kept = editions.filter((row) => row.status !== 'removed');
  const isOurs = (row: PackRow) =>
    row.signer === manifest.signer.kind && (row.signer === 'publisher' || row.public_key === manifest.signer.publicKey);
  const other = kept.find((row) => !isOurs(row) && !(manifest.signer.kind === 'facility' && signerOf(row) === 'here'));
  if (other) throw new AppError('knowledge.other_signer', { publisher: other.publisher });
  const newest = Math.max(0, ...editions.map((row) => row.sequence));
  const same = editions.find((row) => row.sha256 === sha256);
  if (same?.status === 'active') throw new AppError('knowledge.already_loaded', { sequence: same.sequence });
  if (manifest.sequence < newest || (manifest.sequence === newest && !same))
    throw new AppError('knowledge.older', { offered: manifest.sequence, newest });
  return same ?? null;
}
