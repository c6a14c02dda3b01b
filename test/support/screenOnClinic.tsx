import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { onTestFinished } from 'vitest';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { serveSeat } from '../../main/facility/ports.ts';
import { rolePermissions, type RoleCode } from '../../main/security/roles.ts';
import { queryClient, startClient } from '../../renderer/lib/api.ts';
import { useFacilityClock } from '../../renderer/lib/format.ts';
import { useSession } from '../../renderer/lib/session.ts';
import type { TestClinic } from './testContext.ts';

/**
 * A screen in a window whose far end is the real facility of `clinic`: every answer on it comes from the database.
 * The file that uses it stops the window's clock at the clinic's before anything is imported: `vi.hoisted(() => vi.useFakeTimers(...))`.
 */
export function showOnClinic(clinic: TestClinic, role: RoleCode, path: string, screen: ReactElement): { path: () => string } {
  const client = startClient((listener) => {
    const served = serveSeat(clinic.host, clinic.seat(role), { post: (message) => listener.onMessage(structuredClone(message)) });
    listener.onOpen({ send: (request) => served.receive(structuredClone(request)), close: served.end });
    return served.end;
  });
  onTestFinished(() => {
    cleanup();
    client.close();
    queryClient.clear();
  });
  useFacilityClock.setState({ timeZone: 'Africa/Accra' });
  useSession.setState({
    ended: 'no',
    signedIn: {
      token: 'in-process',
      user: { id: role, username: role, displayName: `Test ${role}`, practitionerId: role },
      roles: [role],
      permissions: [...rolePermissions[role]],
      preferences: { locale: 'en', theme: 'light' },
      isLocked: false,
      idleLockMinutes: 5,
      mustEnrolTotp: false,
    },
  });
  const location = memoryLocation({ path, record: true });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        <Notifications />
        <Router hook={location.hook} searchHook={location.searchHook}>
          {screen}
        </Router>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { path: () => location.history.at(-1) ?? path };
}
