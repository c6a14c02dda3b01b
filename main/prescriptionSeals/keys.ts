import { createHash } from 'node:crypto';
import { findPeerProfile, listPrescriptionKeys, readPublicKeys, readSigningKey } from '../../db/queries/prescriptionSeals.ts';
import { amend, insert, type WriteScope } from '../../db/write.ts';
import type { Row } from '../../db/schema/index.ts';
import { readPayload } from '../../sync/protocol/kinds.ts';
import { newEd25519 } from '../../sync/security/keys.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { publishProfile } from '../network/publishProfile.ts';

/** A public key as another facility, or we ourselves, said it: when it signed, and whether it is still to be believed. */
export type TrustedKey = { publicKey: string; from: string; until: string | null; isWithdrawn: boolean };

export const keyIdOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16);

type Self = Row<'facility'>;

/** The key that signs now, made the first time it is asked for and then published. Inside a transaction. */
export function signingKey(w: WriteScope, self: Self): { publicKey: string; privateKey: string } {
  const found = readSigningKey(w.raw);
  if (found) return found;
  const made = addKey(w);
  publishProfile(w, self);
  return made;
}

function addKey(w: WriteScope): { id: string; publicKey: string; privateKey: string } {
  const { publicKey, privateKey } = newEd25519();
  const id = keyIdOf(publicKey);
  insert(w, 'prescription_key', { id, public_key: publicKey, private_key: privateKey, created_at: w.now() });
  return { id, publicKey, privateKey };
}

/** The keys of a facility as far as they have arrived here; undefined where nothing of that facility has. */
export async function keysOf(ctx: Context, facilityId: string): Promise<TrustedKey[] | undefined> {
  if (facilityId === ctx.facility.self.id) return readPublicKeys(ctx.raw);
  const row = await findPeerProfile(ctx.db, facilityId);
  const profile = row === undefined ? null : readPayload('facility.profile', row.payload);
  return profile === null || profile.prescriptionKeys.length === 0 ? undefined : profile.prescriptionKeys;
}

export const prescriptionKeys: QueryHandler<'prescriptionSeals.keys'> = async (ctx) => ({
  keys: (await listPrescriptionKeys(ctx.db)).map((key) => ({
    keyId: key.id,
    createdAt: key.created_at,
    retiredAt: key.retired_at,
    isWithdrawn: key.is_withdrawn === 1,
  })),
});

/** The former private key is destroyed; its public half goes on telling what it signed while it was used. */
export const renewPrescriptionKey: CommandHandler<'prescriptionSeals.renewKey'> = {
  run: async (ctx, { isLost, reason }) => {
    const now = readSigningKey(ctx.raw);
    if (now) amend(ctx, 'prescription_key', now.id, { private_key: null, retired_at: ctx.now(), is_withdrawn: isLost ? 1 : 0 }, { reason });
    const { id } = addKey(ctx);
    publishProfile(ctx, ctx.facility.self);
    return { keyId: id };
  },
};
