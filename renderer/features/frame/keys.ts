import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { lockSession, useCan } from '../../lib/session.ts';
import { routes } from '../routes.tsx';
import { palette } from './Palette.tsx';

/** `/` searches, `?` explains, `g` and a letter goes, Ctrl+L locks: wherever no field is being typed into. */
export function useFrameKeys(openHelp: () => void): void {
  const [, navigate] = useLocation();
  const can = useCan();
  const goAt = useRef(0);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === 'l') {
        event.preventDefault();
        return lockSession('asked');
      }
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTypedInto(event.target)) return;
      if (event.key === '/') {
        event.preventDefault();
        return palette.open();
      }
      if (event.key === '?') return openHelp();
      const route =
        Date.now() - goAt.current < 1200 ? routes.find((one) => one.rail?.goKey === event.key && can(one.permission)) : undefined;
      goAt.current = !route && event.key === 'g' ? Date.now() : 0;
      if (route?.rail) navigate(route.rail.href);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [navigate, can, openHelp]);
}

function isTypedInto(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('[role=dialog]') !== null;
}
