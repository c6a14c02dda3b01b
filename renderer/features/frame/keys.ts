import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { endSession, useCan } from '../../lib/session.ts';
import { routes } from '../routes.tsx';
import { palette } from './Palette.tsx';

/** `/` searches, `?` explains, `g` and a letter goes, Ctrl+Shift+L locks: wherever no field is being typed into. */
export function useFrameKeys(openHelp: () => void): void {
  const [, navigate] = useLocation();
  const can = useCan();
  const state = useRef({ navigate, can, openHelp, goAt: 0 });
  Object.assign(state.current, { navigate, can, openHelp });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const now = state.current;
      if (event.ctrlKey && event.shiftKey && event.key.toLowerCase() === 'l') {
        event.preventDefault();
        return endSession('locked');
      }
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTypedInto(event.target)) return;
      if (event.key === '/') {
        event.preventDefault();
        return palette.open();
      }
      if (event.key === '?') return now.openHelp();
      if (event.key === 'g') {
        now.goAt = Date.now();
        return;
      }
      const route =
        Date.now() - now.goAt < 1200 ? routes.find((one) => one.rail?.goKey === event.key && now.can(one.permission)) : undefined;
      now.goAt = 0;
      if (route?.rail) now.navigate(route.rail.href);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTypedInto(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('[role=dialog]') !== null;
}
