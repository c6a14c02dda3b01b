import { useEffect } from 'react';

/** Parts of a visit in the order of the work, each with the key that leads to its first field. */
export const visitKeys = { vitals: 'F2', note: 'F4', diagnosis: 'F6', prescribe: 'F7', laboratory: 'F8', finish: 'F9' } as const;
export type VisitPart = keyof typeof visitKeys;

const fields = 'input:not([type=hidden]):not(:disabled), textarea:not(:disabled)';

/** Works from within any field; not while a dialog is open, which has its own keys. */
export function useVisitKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const part = (Object.keys(visitKeys) as VisitPart[]).find((one) => visitKeys[one] === event.key);
      if (!part || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const dialogs = [...document.querySelectorAll('[role=dialog]')];
      if (dialogs.some((dialog) => dialog.getClientRects().length > 0)) return;
      const place = document.querySelector(`[data-visit=${part}]`);
      const field = place?.querySelector<HTMLElement>(fields) ?? place?.querySelector<HTMLElement>('button:not(:disabled)');
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.scrollIntoView({ block: 'center' });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
