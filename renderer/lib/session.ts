import { notifications } from '@mantine/notifications';
import { create } from 'zustand';
import type { Permission } from '../../preload/contract/method.ts';
import type { SignedIn } from '../../preload/contract/session.ts';
import { call, queryClient, theClient } from './api.ts';
import type { Client } from './client.ts';
import { keepDrafts, ownDrafts } from './draft.ts';

type SessionState = {
  signedIn: SignedIn | null;
  /** the lock screen hides everything; the facility answers nothing else either */
  isLocked: boolean;
  /** why nobody is signed in: shown on the sign-in page */
  ended: 'no' | 'expired';
};

export const useSession = create<SessionState>(() => ({ signedIn: null, isLocked: false, ended: 'no' }));

export function beginSession(session: SignedIn): void {
  theClient().keepToken(session.token);
  useSession.setState({ signedIn: session, isLocked: session.isLocked, ended: 'no' });
  ownDrafts(session.user.id);
}

/** Forgets what was read for this user; the facility ends the session too. */
export function endSession(why: SessionState['ended']): void {
  keepDrafts();
  const wasSignedIn = useSession.getState().signedIn !== null;
  theClient().keepToken(null);
  useSession.setState({ signedIn: null, isLocked: false, ended: why });
  forgetReads();
  if (wasSignedIn && why !== 'expired') call('session.signOut', {}).catch(() => undefined); // a seat that is gone is signed out anyway
}

/** The drafts go out first: from the next word on the facility refuses. */
export function lockSession(why: 'idle' | 'asked'): void {
  const { signedIn, isLocked } = useSession.getState();
  if (!signedIn || isLocked) return;
  keepDrafts();
  call('session.lock', { why }).catch(() => undefined); // without a word from here the facility locks by itself a minute later
  useSession.setState({ isLocked: true });
  forgetReads();
}

export function unlockSession(): void {
  const { signedIn } = useSession.getState();
  if (signedIn) ownDrafts(signedIn.user.id);
  useSession.setState({ isLocked: false });
}

/** What the facility says of this session, at once: resumed, locked, or ended by another seat. */
export function followSession(client: Client): void {
  client.onResumed((session) => {
    if (!session) return endSession('expired');
    useSession.setState((before) => ({ signedIn: session, isLocked: before.isLocked || session.isLocked, ended: 'no' }));
    if (!session.isLocked) ownDrafts(session.user.id);
  });
  client.onLocked(checkSession);
  client.onChanged((tables) => {
    if (tables.includes('session')) checkSession();
  });
}

/** Asks whether this session still stands: it may have been ended or locked elsewhere. */
function checkSession(): void {
  if (!useSession.getState().signedIn) return;
  call('session.check', { hasInput: false }).then(
    ({ isLocked }) => isLocked && lockSession('idle'),
    () => undefined, // 'auth.signed_out' is told by the client itself
  );
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

function forgetReads(): void {
  notifications.clean(); // what one person did is not for the next one's eyes
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'facility.status' });
}
