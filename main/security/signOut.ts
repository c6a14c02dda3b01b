import { audit } from '../../db/write.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';

export const signOut: HostHandler<'session.signOut'> = async (host, seat) => {
  const ctx = makeContext(host.open(), seat);
  await inTransaction(ctx, (inside) => {
    inside.raw.prepare('UPDATE session SET ended_at = ? WHERE id = ?').run(inside.now(), inside.user.sessionId);
    inside.touched.add('session');
    audit(inside, { action: 'sign-out', resource: 'session', resourceId: inside.user.sessionId });
  });
  seat.user = null;
  return {};
};
