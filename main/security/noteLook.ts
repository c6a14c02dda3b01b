import type { MethodName } from '../../preload/contract/index.ts';
import { type Context, inTransaction } from '../facility/context.ts';
import { isReadNoted, noteRead } from '../patients/noteRead.ts';
import { personsIn } from './assertSight.ts';
import { sightNow } from './sightNow.ts';

/** Questions that name a person and are no look at the record: a banner, one's own typing, the audit's own, numbers before an erasure. */
const noLook: ReadonlySet<MethodName> = new Set<MethodName>(['sensitivity.of', 'drafts.get', 'audit.whoLooked', 'people.previewErasure']);

/**
 * After a query that named a person or a thing of theirs was answered: a look at them, written down once in ten minutes a reader. Of a
 * restricted person nothing was seen but what the sight has lines of its own for.
 */
export async function noteLook(ctx: Context, method: MethodName, input: unknown): Promise<void> {
  if (noLook.has(method)) return;
  const sight = sightNow(ctx);
  for (const patientId of personsIn(ctx, method, input)) {
    if (sight?.(patientId).sight === 'none') continue;
    if (!(await isReadNoted(ctx, patientId))) await inTransaction(ctx, (inside) => noteRead(inside, patientId));
  }
}
