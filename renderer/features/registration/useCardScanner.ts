import { useEffect } from 'react';
import { useCan } from '../../lib/session.ts';
import { cardScanner } from './cardScanner.ts';
import { useOpenCard } from './useOpenCard.ts';

/** Scanning a patient's card opens the chart, whatever screen is shown; in a field the scan is typing. */
export function useCardScanner(): void {
  const can = useCan()('Patient.read');
  const open = useOpenCard();
  useEffect(() => {
    if (!can) return undefined;
    const scan = cardScanner();
    const onKeyDown = (event: KeyboardEvent) => {
      const isField = event.target instanceof HTMLElement && ['INPUT', 'TEXTAREA', 'SELECT'].includes(event.target.tagName);
      const number = isField ? null : scan(event.key, event.timeStamp);
      if (number === null) return;
      event.preventDefault();
      event.stopPropagation(); // the button that has the focus is not pressed by it
      void open(number);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [can, open]);
}
