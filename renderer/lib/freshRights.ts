import { useEffect } from 'react';
import { useQuery } from './api.ts';
import { useSession } from './session.ts';

/** A role that was changed by the administrator counts in this window at once: what it shows follows. */
export function useFreshRights(): void {
  const rights = useQuery('accounts.me', {}).data;
  useEffect(() => {
    const { signedIn } = useSession.getState();
    if (!rights || !signedIn) return;
    const { roles, permissions } = rights;
    if (signedIn.permissions.join() === permissions.join() && signedIn.roles.join() === roles.join()) return;
    useSession.setState({ signedIn: { ...signedIn, roles, permissions } });
  }, [rights]);
}
