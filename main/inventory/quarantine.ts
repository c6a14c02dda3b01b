import { insert } from '../../db/write.ts';
import type { Context } from '../facility/context.ts';

/** The place for what nobody may use: made when it is needed for the first time. */
export function quarantineOf(ctx: Context): string {
  const found = ctx.raw.prepare(`SELECT id FROM location WHERE kind = 'quarantine' AND is_active = 1 ORDER BY id`).pluck().get();
  if (typeof found === 'string') return found;
  const id = ctx.newId();
  const name = ctx.facility.self.locale === 'fr' ? 'Quarantaine' : 'Quarantine';
  insert(ctx, 'location', { id, name, kind: 'quarantine', is_dispensable: 0 });
  return id;
}
