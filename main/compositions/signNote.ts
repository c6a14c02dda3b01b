import { findNote } from '../../db/queries/compositions.ts';
import { amend } from '../../db/write.ts';
import type { Context } from '../facility/context.ts';

/** Closing a visit signs what was written at it; from then on there are only addenda. */
export async function signNote(ctx: Context, encounterId: string): Promise<void> {
  const note = await findNote(ctx.db, encounterId);
  if (note?.status !== 'preliminary') return;
  amend(ctx, 'composition', note.id, { status: 'final', signed_at: ctx.now(), signed_by: ctx.user.practitionerId });
}
