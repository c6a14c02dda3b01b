import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler, QueryHandler } from '../facility/handlers.ts';

/** What is being typed, kept every two seconds: a power cut loses no more. Not audited: nothing has been said yet. */
export const saveDraft: HostHandler<'drafts.save'> = async (host, seat, { form, patientId, content }) => {
  const ctx = makeContext(host.open(), seat);
  return inTransaction(ctx, (inside) => {
    const savedAt = inside.now();
    inside.raw
      .prepare(
        `INSERT INTO draft (id, owner_id, form, patient_id, content, saved_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (owner_id, form, coalesce(patient_id, '')) DO UPDATE
           SET content = excluded.content, saved_at = excluded.saved_at, version = version + 1`,
      )
      .run(inside.newId(), inside.user.userId, form, patientId, JSON.stringify(content), savedAt);
    return { savedAt };
  });
};

/** Only its owner gets a draft back. */
export const getDraft: QueryHandler<'drafts.get'> = async (ctx, { form, patientId }) => {
  const row = await ctx.db
    .selectFrom('draft')
    .select(['content', 'saved_at'])
    .where('owner_id', '=', ctx.user.userId)
    .where('form', '=', form)
    .where('patient_id', patientId === null ? 'is' : '=', patientId)
    .executeTakeFirst();
  return { draft: row ? { content: JSON.parse(row.content), savedAt: row.saved_at } : null };
};

export const discardDraft: HostHandler<'drafts.discard'> = async (host, seat, { form, patientId }) => {
  const ctx = makeContext(host.open(), seat);
  return inTransaction(ctx, (inside) => {
    inside.raw.prepare('DELETE FROM draft WHERE owner_id = ? AND form = ? AND patient_id IS ?').run(inside.user.userId, form, patientId);
    return {};
  });
};
