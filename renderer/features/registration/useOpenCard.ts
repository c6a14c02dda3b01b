import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { call } from '../../lib/api.ts';
import { notifyProblem, useErrorText } from '../../ui/index.ts';

/** Opens the chart of the number that stands on a card. */
export function useOpenCard(): (number: string) => Promise<void> {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const errorText = useErrorText();
  return useCallback(
    async (number) => {
      try {
        const { patients } = await call('patients.search', { text: number, limit: 1 });
        const found = patients[0];
        if (found) navigate(`/patients/${found.patientId}`);
        else notifyProblem(t('registration.scan.notFound', { number }));
      } catch (error) {
        notifyProblem(errorText(error));
      }
    },
    [navigate, t, errorText],
  );
}
