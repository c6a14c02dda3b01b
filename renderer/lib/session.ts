import { create } from 'zustand';
import type { Permission } from '../../preload/contract/method.ts';
import type { SignedIn } from '../../preload/contract/session.ts';
import { call, queryClient, theClient } from './api.ts';
import { keepDrafts } from './draft.ts';

type SessionState = {
  signedIn: SignedIn | null;
  /** why nobody is signed in: shown on the sign-in page */
  ended: 'no' | 'locked' | 'expired';
};

export const useSession = create<SessionState>(() => ({ signedIn: null, ended: 'no' }));

export function beginSession(session: SignedIn): void {
  theClient().keepToken(session.token);
  useSession.setState({ signedIn: session, ended: 'no' });
}

/** Forgets what was read for this user; the facility ends the session too. */
export function endSession(why: SessionState['ended']): void {
  keepDrafts();
  const wasSignedIn = useSession.getState().signedIn !== null;
  theClient().keepToken(null);
  useSession.setState({ signedIn: null, ended: why });
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'facility.status' });
  if (wasSignedIn && why !== 'expired') call('session.signOut', {}).catch(() => undefined); // a seat that is gone is signed out anyway
}

export function isPermitted(session: SignedIn | null, permission: Permission): boolean {
  if (permission === 'public') return true;
  if (!session) return false;
  return permission === 'self' || session.permissions.includes(permission);
}

/** May the signed-in user do this? `const can = useCan(); can('StockMovement.create')` */
export function useCan(): (permission: Permission) => boolean {
  const session = useSession((state) => state.signedIn);
  return (permission) => isPermitted(session, permission);
}
