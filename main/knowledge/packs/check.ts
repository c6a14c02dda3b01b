import { decodePack, type Pack } from '../../../sync/packs/format.ts';
import { shippedTables } from '../shipped.ts';
import { checkTables } from './checkTables.ts';
import { assertReadable } from './installed.ts';

/** A whole file, however it came: its signature, its tables and each of their rows. @throws what decodePack and checkTables refuse */
export function checkPack(file: Buffer, publishers: readonly string[]): Pack {
  const pack = decodePack(file, publishers);
  checkTables(pack.tables, shippedTables(), pack.manifest.signer.kind === 'publisher');
  assertReadable(pack);
  return pack;
}
