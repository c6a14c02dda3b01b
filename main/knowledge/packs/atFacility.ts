import { z } from 'zod';
import { listPacks } from '../../../db/queries/knowledge.ts';
import { audit } from '../../../db/write.ts';
import { type Facility, inTransaction, makeContext } from '../../facility/context.ts';
import { auditPublicKeysOf } from '../../security/auditKey.ts';
import { fingerprintOf } from '../../../sync/security/keys.ts';
import { signerOf, signHere } from './signers.ts';

/** What `medvault pack` asks of a facility. */
export const packRequests = [
  z.object({ t: z.literal('pack-signer') }),
  z.object({ t: z.literal('pack-sign'), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.object({ t: z.literal('packs') }),
] as const;
export type PackRequest = z.infer<(typeof packRequests)[number]>;

export async function answerPackRequest(facility: Facility, request: PackRequest): Promise<object> {
  if (request.t === 'pack-signer') return { name: facility.self.name, publicKey: auditPublicKeysOf(facility.dataDir)[0] ?? '' };
  if (request.t === 'packs') return { packs: await facility.exclusive(() => listLoaded(facility)) };
  const ctx = makeContext(facility, { id: 'command', kind: 'command', user: null }, 'pack');
  const note = { action: 'sign', resource: 'knowledge_pack', resourceId: '', body: { sha256: request.sha256 } };
  await inTransaction(ctx, (inside) => audit(inside, note));
  return { signature: signHere(facility, request.sha256) };
}

function listLoaded(facility: Facility) {
  const { packProblems } = facility.catalogues;
  return listPacks(facility.raw)
    .filter(({ status }) => status !== 'removed')
    .map((row) => ({
      id: row.pack_id,
      title: row.title,
      sequence: row.sequence,
      edition: row.edition,
      licence: row.licence,
      signer: { kind: signerOf(facility, row.signer, row.public_key), name: row.publisher, fingerprint: fingerprintOf(row.public_key) },
      status: row.status,
      loadedAt: row.loaded_at,
      problem: packProblems.get(row.id) ?? null,
    }));
}
