import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { call } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { notifyProblem, useErrorText } from '../../ui/index.ts';
import { cardScanner } from './cardScanner.ts';

/** Scanning a patient's card opens the chart, whatever screen is shown; in a field the scan is typing. */
export function useCardScanner(): void {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const can = useCan()('Patient.read');
  const errorText = useErrorText();
  useEffect(() => {
    if (!can) return undefined;
    const scan = cardScanner();
    const open = async (number: string) => {
      try {
        const { patients } = await call('patients.search', { text: number, limit: 1 });
        const found = patients[0];
        if (found) navigate(`/patients/${found.patientId}`);
        else notifyProblem(t('registration.scan.notFound', { number }));
      } catch (error) {
        notifyProblem(errorText(error));
      }
    };
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
  }, [can, navigate, t, errorText]);
}
