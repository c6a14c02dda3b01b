import { listPeerNames } from '../../db/queries/prescriptionSeals.ts';
import type { ElsewhereLine } from '../../preload/contract/prescriptionSeals.ts';
import type { ClaimTold } from '../../sync/protocol/messages.ts';
import type { Context } from '../facility/context.ts';

/** Claims as a person reads them: the facility's name where we know it by its code. */
export async function namedClaims(ctx: Context, told: readonly ClaimTold[]): Promise<ElsewhereLine['claims']> {
  const codes = told.flatMap(({ facility }) => (facility === null ? [] : [facility]));
  const { self } = ctx.facility;
  const names = new Map(codes.length === 0 ? [] : (await listPeerNames(ctx.db, codes)).map(({ code, name }) => [code, name]));
  return told.map(({ facility, isOwn, quantity, at }) => ({
    code: facility,
    name: isOwn ? self.name : facility === null ? null : (names.get(facility) ?? null),
    isOwn,
    quantity,
    at,
  }));
}
