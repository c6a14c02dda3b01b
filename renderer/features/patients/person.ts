import { useTranslation } from 'react-i18next';
import type { PatientRow } from '../../../preload/contract/patients.ts';
import { useFormat } from '../../lib/format.ts';

type Person = Pick<PatientRow, 'sex' | 'birthDate' | 'birthDatePrecision'>;

/** "F · 39 y" */
export function usePersonWords() {
  const { t } = useTranslation();
  const format = useFormat();
  return {
    short: (person: Person) =>
      [t(`patients.sexShort.${person.sex}`), format.age(person.birthDate, person.birthDatePrecision)].filter(Boolean).join(' · '),
    /** "Female · 39 y, born 12 Mar 1987" */
    long: (person: Person) => {
      const age = format.age(person.birthDate, person.birthDatePrecision);
      const born = format.birthDate(person.birthDate, person.birthDatePrecision);
      const when = person.birthDate
        ? [age, t(person.birthDatePrecision === 'day' ? 'patients.born' : 'patients.bornIn', { date: born })].filter(Boolean).join(', ')
        : t('patients.noBirth');
      const sex = person.sex === 'unknown' ? t('patients.banner.sexUnknown') : t(`patients.sex.${person.sex}`);
      return `${sex} · ${when}`;
    },
  };
}

/** How a found patient reads in a type-ahead list. */
export function usePatientOption() {
  const words = usePersonWords();
  return (patient: PatientRow) => ({
    key: patient.patientId,
    label: patient.displayName,
    detail: [patient.number, words.short(patient), patient.village, patient.phone].filter(Boolean).join(' · '),
  });
}
