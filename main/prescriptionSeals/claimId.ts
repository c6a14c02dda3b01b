import { createHash } from 'node:crypto';

type Claimant = { facilityId: string; epoch: string };
/** `nth` of this facility's uses of the line; quantity in dispensing units */
type Use = { nth: number; quantity: number };

/**
 * The same as long as nothing was written here: asked again after a crash, the hub sees the same claim and not a second one. Another quantity is
 * another claim, and a facility that was restored, which does not know what it claimed after its backup, makes other ids in its new epoch: the hub
 * would keep neither under the id of what it has.
 */
export function claimIdOf(token: string, { facilityId, epoch }: Claimant, { nth, quantity }: Use): string {
  const hex = createHash('sha256').update(`medvault claim id 1 ${token} ${facilityId} ${epoch} ${nth} ${quantity}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
