import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { create } from 'zustand';
import { call } from '../../lib/api.ts';
import { useSession } from '../../lib/session.ts';
import { setLocale } from '../../lib/strings/index.ts';

type Theme = 'auto' | 'light' | 'dark';
type View = { isRailNarrow: boolean; theme: Theme; locale: 'en' | 'fr' };

/** A tablet held upright has no room for the words of the rail. */
const tabletWidth = 900;

/** How this window looks; nothing is kept in the browser's storage, a user's choice is kept at the facility. */
export const useView = create<View>(() => ({ isRailNarrow: window.innerWidth < tabletWidth, theme: 'auto', locale: startLocale() }));

export function startLocale(): 'en' | 'fr' {
  return navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

export function applyPreferences(chosen: { locale: 'en' | 'fr'; theme: Theme }): void {
  if (chosen.locale !== useView.getState().locale) notifications.clean(); // they were said in the other language
  useView.setState(chosen);
  setLocale(chosen.locale);
}

/** Shown at once, kept for the user; a failure to keep it costs nothing but the next sign-in. */
export function choosePreference(change: Partial<{ locale: 'en' | 'fr'; theme: Theme }>): void {
  const { locale, theme } = useView.getState();
  const chosen = { locale, theme, ...change };
  applyPreferences(chosen);
  if (useSession.getState().signedIn) call('session.setPreferences', chosen).catch(() => undefined);
}

/** Mantine would use localStorage. */
export const colorSchemeManager: MantineColorSchemeManager = (() => {
  let stop: (() => void) | undefined;
  return {
    get: () => useView.getState().theme,
    set: (theme: MantineColorScheme) => useView.setState({ theme }),
    subscribe: (onUpdate) => {
      stop = useView.subscribe((now, before) => {
        if (now.theme !== before.theme) onUpdate(now.theme);
      });
    },
    unsubscribe: () => stop?.(),
    clear: () => undefined,
  };
})();
