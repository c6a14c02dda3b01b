import type { Kysely } from 'kysely';
import type { ActorKind } from '../audit.ts';
import type { Database } from '../schema/index.ts';

export async function countAudit(db: Kysely<Database>, patientId: string | undefined): Promise<number> {
  let rows = db.selectFrom('audit_event').select((eb) => eb.fn.countAll<number>().as('n'));
  if (patientId !== undefined) rows = rows.where('patient_id', '=', patientId);
  return (await rows.executeTakeFirstOrThrow()).n;
}

/** Newest first. */
export async function listAuditRows(db: Kysely<Database>, at: { patientId: string | undefined; offset: number; limit: number }) {
  let rows = db
    .selectFrom('audit_event as a')
    .leftJoin('user_account as u', 'u.id', 'a.actor_id')
    .orderBy('a.seq', 'desc')
    .offset(at.offset)
    .limit(at.limit)
    .select([
      'a.seq',
      'a.at',
      'a.actor_kind',
      'a.actor_id',
      'u.display_name',
      'a.action',
      'a.resource',
      'a.resource_id',
      'a.patient_id',
      'a.reason',
    ]);
  if (at.patientId !== undefined) rows = rows.where('a.patient_id', '=', at.patientId);
  return (await rows.execute()).map((row) => ({
    seq: row.seq,
    at: row.at,
    actorKind: row.actor_kind as ActorKind,
    actorName: row.display_name ?? row.actor_id,
    action: row.action,
    resource: row.resource,
    resourceId: row.resource_id,
    patientId: row.patient_id,
    reason: row.reason,
  }));
}
