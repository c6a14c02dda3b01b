import { createHash } from 'node:crypto';

type Claimant = { facilityId: string; epoch: string };

/**
 * The same as long as nothing was written here: asked again after a crash, the hub sees the same claim and not a second one. A facility that was
 * restored does not know what it claimed after its backup: in its new epoch it makes other ids, so that what it hands out now is kept beside that.
 */
export function claimIdOf(token: string, { facilityId, epoch }: Claimant, nth: number): string {
  const hex = createHash('sha256').update(`medvault claim id 1 ${token} ${facilityId} ${epoch} ${nth}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
