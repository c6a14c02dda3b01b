import { AppError } from '../../preload/contract/errors.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { findSession, takeSeat } from './sessions.ts';

/** Goes on with a session after the facility process restarted or the line broke. @throws 'auth.signed_out' */
export const resume: HostHandler<'session.resume'> = async (host, seat, { token }) => {
  const facility = host.open();
  const session = findSession(facility, seat, token);
  if (!session) throw new AppError('auth.signed_out');
  return takeSeat(facility, seat, session.user_id, session.id, token);
};
