import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@fontsource/noto-sans/latin-400.css';
import '@fontsource/noto-sans/latin-600.css';
import '@fontsource/noto-sans/latin-ext-400.css';
import '@fontsource/noto-sans/latin-ext-600.css';
import './ui/styles.css';
import './features/frame/frame.css';
import './features/record.css';
import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import 'dayjs/locale/fr';
import { type ComponentProps, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { App } from './App.tsx';
import { applyPreferences, colorSchemeManager, startLocale, useView } from './features/frame/preferences.ts';
import { readPairLink } from './features/seats/readPairLink.ts';
import { redeemLink } from './features/session/redeemLink.ts';
import { queryClient, startClient } from './lib/api.ts';
import { followSession } from './lib/session.ts';
import { startStrings } from './lib/strings/index.ts';
import { portConnector, socketConnector } from './lib/transport.ts';
import { resolveVariables, theme } from './ui/theme.ts';

async function start(): Promise<void> {
  startStrings(startLocale());
  document.documentElement.lang = startLocale();
  const isWindow = window.medvault !== undefined;
  const link = isWindow ? 'none' : await redeemLink();
  const pairingCode = isWindow ? null : readPairLink();
  const client = startClient(isWindow ? portConnector : socketConnector());
  followSession(client);
  client.onResumed((session) => session && applyPreferences(session.preferences));
  const root = document.querySelector('#root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <Whole link={link} pairingCode={pairingCode} />
    </StrictMode>,
  );
}

function Whole(props: ComponentProps<typeof App>) {
  const locale = useView((view) => view.locale);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <DatesProvider settings={{ locale, firstDayOfWeek: 1 }}>
        <QueryClientProvider client={queryClient}>
          <Notifications position="bottom-left" limit={3} containerWidth={340} />
          <Router hook={useHashLocation}>
            <App {...props} />
          </Router>
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  );
}

void start();
