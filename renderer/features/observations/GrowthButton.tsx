import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useFormat } from '../../lib/format.ts';
import { monthsOfAge } from './monthsOfAge.ts';

/** Leads to the growth chart of a child; grown-ups have none. */
export function GrowthButton({ patient }: { patient: { patientId: string; birthDate: string | null } }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { today } = useFormat();
  const months = monthsOfAge(patient, today);
  if (months === null || months >= 229) return null;
  return (
    <Button variant="default" onClick={() => navigate(`/growth/${patient.patientId}`)}>
      {t('observations.growth.open')}
    </Button>
  );
}
